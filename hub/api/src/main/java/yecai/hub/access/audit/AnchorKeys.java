package yecai.hub.access.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import yecai.sql.error.YecaiException;

/** The Ed25519 keys of anchors, in files, and what is done with them. */
public final class AnchorKeys {
    private static final String ALGORITHM = "Ed25519";

    private AnchorKeys() {}

    /** Returns the signature of a text's UTF-8 bytes, in Base64. */
    static String sign(String text, Path privateKey) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(readPrivate(privateKey));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException problem) {
            throw wrong("the key " + privateKey + " cannot sign", problem);
        }
    }

    /** Whether the signature, in Base64, is one of the text's UTF-8 bytes. */
    static boolean isSigned(String text, String signed, Path publicKey) throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(readPublic(publicKey));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(signed.strip()));
    }

    /** Makes a pair of keys: the private one for the anchoring program only, the public one for those who verify. */
    public static void make(Path privateKey, Path publicKey) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.createFile(
                    privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(privateKey, encoded(pair.getPrivate().getEncoded()));
            Files.writeString(publicKey, encoded(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException | IOException problem) {
            throw wrong("the keys " + privateKey + " and " + publicKey + " cannot be written", problem);
        }
    }

    private static String encoded(byte[] key) {
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static PrivateKey readPrivate(Path file) throws GeneralSecurityException, IOException {
        byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    private static PublicKey readPublic(Path file) throws GeneralSecurityException, IOException {
        byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key));
    }

    private static YecaiException wrong(String what, Exception problem) {
        return new YecaiException(YecaiException.Kind.CONFIG, what + ": " + problem, problem);
    }
}
