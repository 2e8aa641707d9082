package yecai.cdc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import yecai.sql.pack.Pack;

/** Tells packs apart by what they capture and how they map it. */
public final class PackDigest {
    private PackDigest() {}

    /** Returns the pack's version and the start of a SHA-256 over its tables, views and mappings. */
    public static String of(Pack pack) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String content = pack.tables() + "\n" + pack.staging() + "\n" + pack.mappings();
            byte[] hash = digest.digest(content.getBytes(StandardCharsets.UTF_8));
            return pack.version() + "+" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
