package yecai.hub.access;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import yecai.sql.YecaiException;

/**
 * The heads of the audit chains at one moment, signed with Ed25519 and kept outside the database, where whoever cuts a
 * chain cannot reach them. A file of lines: {@code chain number hash}, the time, the signature.
 */
public record Anchor(Instant takenAt, List<AuditChain.Head> heads) {
    private static final String ALGORITHM = "Ed25519";

    public Anchor {
        heads = List.copyOf(heads);
    }

    private String body() {
        StringBuilder body = new StringBuilder("yecai audit anchor 1\ntaken_at ")
                .append(takenAt)
                .append('\n');
        heads.forEach(head -> body.append("head ")
                .append(head.chain())
                .append(' ')
                .append(head.number())
                .append(' ')
                .append(head.hash().isEmpty() ? "-" : head.hash())
                .append('\n'));
        return body.toString();
    }

    /** Writes the file, signed with the private key. */
    public void write(Path file, Path privateKey) {
        try {
            Files.writeString(file, signed(privateKey));
        } catch (IOException problem) {
            throw wrong("the anchor " + file + " cannot be written", problem);
        }
    }

    /** Returns what stands in the file: the lines and their signature. */
    String signed(Path privateKey) {
        return body() + "signature " + sign(body(), privateKey) + "\n";
    }

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

    private static String lines(String stored) throws IOException {
        return stored.stripLeading().startsWith("{")
                ? new ObjectMapper().readTree(stored).path("anchor").asText()
                : stored;
    }

    /** Reads a file, or the JSON that a receiver was sent and kept, and checks the signature of its lines. */
    public static Anchor read(Path file, Path publicKey) {
        try {
            String text = lines(Files.readString(file));
            int end = text.indexOf("signature ");
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(readPublic(publicKey));
            signature.update(text.substring(0, Math.max(end, 0)).getBytes(StandardCharsets.UTF_8));
            if (end < 0
                    || !signature.verify(Base64.getDecoder()
                            .decode(text.substring(end + "signature ".length()).strip()))) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "the anchor " + file + " was not signed by the key " + publicKey + ": take the file and key as"
                                + " they were written");
            }
            return parse(text.substring(0, end));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException problem) {
            throw wrong("the anchor " + file + " cannot be read with the key " + publicKey, problem);
        }
    }

    private static Anchor parse(String body) {
        List<AuditChain.Head> heads = new ArrayList<>();
        Instant takenAt = Instant.EPOCH;
        for (String line : body.lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("taken_at")) {
                takenAt = Instant.parse(words[1]);
            } else if (words[0].equals("head")) {
                heads.add(
                        new AuditChain.Head(words[1], Long.parseLong(words[2]), words[3].equals("-") ? "" : words[3]));
            }
        }
        return new Anchor(takenAt, heads);
    }

    /** Makes a pair of keys: the private one for the anchoring program only, the public one for those who verify. */
    public static void makeKeys(Path privateKey, Path publicKey) {
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
