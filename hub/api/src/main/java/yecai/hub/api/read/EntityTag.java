package yecai.hub.api.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A weak ETag, made of what an answer depends on and not of its body. */
record EntityTag(String text) {
    private static final String WEAK = "W/";

    static EntityTag of(ResultCache.Key key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(UTF_8));
            return new EntityTag(WEAK + "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    /** Whether an If-None-Match header, null if there is none, names this tag, with or without its mark for weak. */
    boolean isAmong(String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = text.substring(WEAK.length());
        for (String given : ifNoneMatch.split(",")) {
            String stripped = given.strip();
            if (stripped.equals(text) || stripped.equals(opaque)) {
                return true;
            }
        }
        return false;
    }
}
