package yecai.hub.administration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.error.YecaiException;

/**
 * One request of an operator.
 *
 * @param values of the request
 * @param expected the version that the caller has seen of what is changed, from If-Match
 */
public record Call(Operator operator, Values values, Optional<String> expected) {
    /** What is shown once and kept nowhere: fields of an answer with these names are not stored for a repetition. */
    private static final String SECRET = "secret";

    /** An answer, its version, and whether it is that of an earlier request with the same key. */
    public record Answer(JsonNode json, boolean isRepeated) {
        /** The version of what is shown. */
        public String tag() {
            return '"' + hex(sha256(json.toString().getBytes(UTF_8))).substring(0, 32) + '"';
        }
    }

    public Call {
        requireNonNull(operator, "operator is null");
        requireNonNull(values, "values is null");
        requireNonNull(expected, "expected is null");
    }

    /** Reads. */
    public Answer read(Deed deed) {
        return run(hub -> new Answer(deed.run(hub, values), false));
    }

    /**
     * Writes, once: a request that is sent again with its key gets the same answer, without what is shown once.
     *
     * @param key the caller's, for this request alone
     * @param request what was sent: method, path and body
     * @param current shows what is changed, for the caller's expectation; empty where nothing is compared
     */
    public Answer write(String key, byte[] request, Optional<Deed> current, Deed deed) {
        return run(hub -> {
            Optional<JsonNode> earlier = begin(hub, key, sha256(request));
            if (earlier.isPresent()) {
                return new Answer(earlier.get(), true);
            }
            if (expected.isPresent() && current.isPresent()) {
                requireUnchanged(new Answer(current.get().run(hub, values), false).tag());
            }
            JsonNode answer = deed.run(hub, values);
            end(hub, key, answer);
            return new Answer(answer, false);
        });
    }

    private <T> T run(Operator.Work<T> work) {
        try {
            return operator.inTransaction(work);
        } catch (YecaiException refused) {
            throw Refusal.of(refused);
        }
    }

    private void requireUnchanged(String tag) {
        if (!expected.get().equals(tag) && !expected.get().equals("*")) {
            throw new ProblemException(
                    ProblemCode.CHANGED_MEANWHILE,
                    "Somebody has changed it since you have read it: read it again, and decide anew.");
        }
    }

    private static Optional<JsonNode> begin(Handle hub, String key, byte[] hash) {
        return hub.createQuery("select hub.begin_call(:key, :hash)::text")
                .bind("key", key)
                .bind("hash", hash)
                .mapTo(String.class)
                .findOne()
                .map(Deed.Json::parse);
    }

    private static void end(Handle hub, String key, JsonNode answer) throws SQLException {
        JsonNode kept = answer.deepCopy();
        if (kept instanceof ObjectNode object && object.has(SECRET)) {
            object.putNull(SECRET);
        }
        hub.createQuery("select hub.end_call(:key, cast(:answer as jsonb))::text")
                .bind("key", key)
                .bind("answer", kept.toString())
                .mapTo(String.class)
                .list();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }
}
