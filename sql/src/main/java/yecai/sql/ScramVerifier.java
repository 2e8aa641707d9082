package yecai.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import yecai.sql.error.YecaiException;

/**
 * Makes the SCRAM-SHA-256 verifier that PostgreSQL stores for a password (RFC 5803), so that the password itself never
 * travels in a statement. Passwords are taken as they are; SASLprep changes nothing for printable ASCII, and other
 * characters are refused because client and server could prepare them differently.
 */
public final class ScramVerifier {
    private static final int ITERATIONS = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ScramVerifier() {}

    /**
     * Returns {@code SCRAM-SHA-256$4096:salt$storedKey:serverKey}, different at each call.
     *
     * @throws YecaiException of kind CONFIG when the password is empty or not printable ASCII
     */
    public static String of(String password) {
        if (password.isEmpty() || !password.chars().allMatch(character -> character >= 0x20 && character < 0x7f)) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG, "A password is empty or holds characters outside printable ASCII.");
        }
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    static String of(String password, byte[] salt, int iterations) {
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                    .getEncoded();
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
            byte[] serverKey = hmac(salted, "Server Key");
            Base64.Encoder base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                    + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
        } catch (GeneralSecurityException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "This Java cannot compute SCRAM-SHA-256.", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
