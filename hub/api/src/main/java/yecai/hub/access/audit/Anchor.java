package yecai.hub.access.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.sql.error.YecaiException;

/**
 * The heads of the audit chains of one hub at one moment, signed with Ed25519 and kept outside the database, where whoever
 * cuts a chain cannot reach them. A file of lines: the hub, the time, {@code chain number hash}, the signature.
 *
 * @param hub which hub it is of, its setting hub_id
 */
public record Anchor(String hub, Instant takenAt, List<AuditChain.Head> heads) {
    private static final String SIGNATURE = "signature ";
    private static final String FIRST_LINE = "yecai audit anchor 2";

    public Anchor {
        heads = List.copyOf(heads);
    }

    /** Takes the heads of a hub as they are now. */
    public static Anchor take(Handle hub) {
        return new Anchor(hubOf(hub), Instant.now().truncatedTo(ChronoUnit.SECONDS), AuditChain.listHeads(hub));
    }

    static String hubOf(Handle hub) {
        return hub.createQuery("select s.value from hub.setting as s where s.name = 'hub_id'")
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    private String body() {
        StringBuilder body = new StringBuilder(FIRST_LINE + "\nhub ")
                .append(hub)
                .append("\ntaken_at ")
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

    /** Returns the content of the file: the lines and their signature. */
    String signed(Path privateKey) {
        return body() + SIGNATURE + AnchorKeys.sign(body(), privateKey) + "\n";
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
            int end = text.indexOf(SIGNATURE);
            if (end < 0
                    || !AnchorKeys.isSigned(
                            text.substring(0, end), text.substring(end + SIGNATURE.length()), publicKey)) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "the anchor " + file + " was not signed by the key " + publicKey + ": use the file and the key"
                                + " unchanged");
            }
            return parse(text.substring(0, end));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException problem) {
            throw wrong("the anchor " + file + " cannot be read with the key " + publicKey, problem);
        }
    }

    private static Anchor parse(String body) {
        List<AuditChain.Head> heads = new ArrayList<>();
        Instant takenAt = Instant.EPOCH;
        String hub = "";
        if (!body.startsWith(FIRST_LINE + "\n")) {
            throw new IllegalArgumentException("it does not begin with `" + FIRST_LINE + "`; take a new anchor");
        }
        for (String line : body.lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("taken_at")) {
                takenAt = Instant.parse(words[1]);
            } else if (words[0].equals("hub")) {
                hub = words[1];
            } else if (words[0].equals("head")) {
                heads.add(
                        new AuditChain.Head(words[1], Long.parseLong(words[2]), words[3].equals("-") ? "" : words[3]));
            }
        }
        return new Anchor(hub, takenAt, heads);
    }

    private static YecaiException wrong(String what, Exception problem) {
        return new YecaiException(YecaiException.Kind.CONFIG, what + ": " + problem, problem);
    }
}
