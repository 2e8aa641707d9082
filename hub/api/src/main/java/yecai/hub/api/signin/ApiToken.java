package yecai.hub.api.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code yecai_}, the public id, {@code _}, the secret. The hub keeps a SHA-256 of the
 * secret, which suffices since the secret is 256 random bits and not a person's password.
 */
public final class ApiToken {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;
    /** 43 of 62 characters are 256 bits. */
    private static final int SECRET_LENGTH = 43;

    private static final Pattern FORM = Pattern.compile("yecai_([A-Za-z0-9]{12})_([A-Za-z0-9]{43})");

    private final String id;
    private final String secret;

    private ApiToken(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** Makes a new one. */
    public static ApiToken random() {
        return new ApiToken(random(ID_LENGTH), random(SECRET_LENGTH));
    }

    /** Reads what a caller sent; empty if it cannot be a token. */
    static Optional<ApiToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiToken(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Returns the public part. */
    public String id() {
        return id;
    }

    /** Returns what the hub keeps of the secret. */
    public byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    /** Returns the whole token, to be shown once. */
    public String reveal() {
        return "yecai_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "ApiToken[" + id + "]";
    }

    private static String random(int length) {
        return RANDOM.ints(length, 0, ALPHABET.length())
                .collect(
                        StringBuilder::new, (text, index) -> text.append(ALPHABET.charAt(index)), StringBuilder::append)
                .toString();
    }
}
