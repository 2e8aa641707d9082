package yecai.hub.session.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** 256 random bits that a browser, or a link, has and the hub keeps a hash of. */
public final class SessionSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 12;
    private static final int BYTES = 32;

    private final String text;

    private SessionSecret(String text) {
        this.text = text;
    }

    /** Makes a new one. */
    public static SessionSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Makes a new public name of a session or a link. */
    public static String randomName() {
        return RANDOM.ints(NAME_LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (name, index) -> name.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
    }

    /** Reads what a browser sent; empty if it cannot be one. */
    public static Optional<SessionSecret> parse(String sent) {
        return sent != null && FORM.matcher(sent).matches() ? Optional.of(new SessionSecret(sent)) : Optional.empty();
    }

    /** Returns the text for the cookie or the link. */
    public String reveal() {
        return text;
    }

    /** Returns what the hub keeps. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    /** Returns a text for a purpose that only who has the secret can make, and that does not tell it. */
    public String derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(purpose.getBytes(UTF_8)));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", problem);
        }
    }

    @Override
    public String toString() {
        return "SessionSecret";
    }
}
