package yecai.hub.dataset.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Where a page ended: the values that its last row is sorted by. Opaque to callers, but no secret: the values are used as
 * values only, and the next page is read with the caller's rights.
 *
 * @param fingerprint of the request that it continues
 * @param ties rows already handed over that share these values
 * @param moment the state of the data that the page showed, and that the next one is to show
 */
public record Cursor(String fingerprint, List<Optional<String>> values, long ties, String moment) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Cursor {
        values = List.copyOf(values);
        requireNonNull(fingerprint, "fingerprint is null");
        requireNonNull(moment, "moment is null");
    }

    /** Returns the cursor as callers get it. */
    public String encode() {
        ObjectNode json =
                JSON.createObjectNode().put("q", fingerprint).put("t", ties).put("m", moment);
        ArrayNode array = json.putArray("k");
        values.forEach(value -> value.ifPresentOrElse(array::add, array::addNull));
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("a cursor cannot be written", problem);
        }
    }

    /** Reads what {@link #encode} wrote. */
    public static Cursor decode(String text) {
        try {
            JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(text));
            List<Optional<String>> values = new ArrayList<>();
            for (JsonNode value : json.withArray("k")) {
                values.add(value.isNull() ? Optional.empty() : Optional.of(value.textValue()));
            }
            return new Cursor(
                    json.required("q").textValue(),
                    values,
                    json.required("t").longValue(),
                    json.required("m").textValue());
        } catch (IOException | RuntimeException wrong) {
            throw notValid(wrong);
        }
    }

    /** Returns the moment of a cursor that may be one; empty if it is none, which its reader will say. */
    public static Optional<String> findMoment(String text) {
        try {
            return Optional.of(decode(text).moment());
        } catch (ProblemException notACursor) {
            return Optional.empty();
        }
    }

    static ProblemException notValid(Throwable cause) {
        return new ProblemException(
                ProblemCode.CURSOR_NOT_VALID,
                "Use the cursor from an answer to the same query; only the limit may differ.",
                cause);
    }
}
