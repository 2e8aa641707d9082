package yecai.hub.api.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import yecai.hub.administration.Values;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.route.Route.Method;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Place;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Reads what an action takes from a request; what it does not take is an error. */
final class RequestValues {
    static final String KEY = "Idempotency-Key";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Action action;
    private final RequestContext context;

    RequestValues(Action action, RequestContext context) {
        this.action = action;
        this.context = context;
    }

    Values read() {
        Context http = context.http();
        JsonNode body = action.method() == Method.POST ? body(http) : JsonNodeFactory.instance.objectNode();
        Map<String, String> query = context.parameters();
        requireKnown(query.keySet(), Place.QUERY, ProblemCode.PARAMETER_NOT_VALID);
        Set<String> given = new TreeSet<>();
        body.fieldNames().forEachRemaining(given::add);
        requireKnown(given, Place.BODY, ProblemCode.BODY_NOT_UNDERSTOOD);
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : action.parameters()) {
            String name = parameter.name();
            values.put(
                    name,
                    switch (parameter.place()) {
                        case PATH -> text(parameter, http.pathParam(name));
                        case QUERY -> text(parameter, query.get(name));
                        case BODY -> json(parameter, body.get(name));
                        case HEADER -> throw new IllegalStateException("headers are no values");
                    });
        }
        if (action.isWrite()) {
            values.put("idempotency_key", key());
        }
        return new Values(values);
    }

    /** The caller's key for a write. A header that no form of a web page can send, so that no page of another site writes. */
    String key() {
        String key = context.http().header(KEY);
        if (key == null || key.isBlank() || key.length() > 200) {
            throw new ProblemException(
                    ProblemCode.KEY_REQUIRED,
                    "Send the header Idempotency-Key with 1 to 200 characters: a new one for each write, and the same again"
                            + " when you repeat it.");
        }
        return key;
    }

    /** What was sent, by which a repetition is known. */
    byte[] fingerprint() {
        Context http = context.http();
        return (action.method() + " " + http.path() + "\n" + http.body()).getBytes(UTF_8);
    }

    private JsonNode body(Context http) {
        String type = http.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new ProblemException(
                    ProblemCode.BODY_NOT_UNDERSTOOD, "Send an object of JSON, with the media type application/json.");
        }
        try {
            JsonNode body = JSON.readTree(http.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException wrong) {
            throw new ProblemException(ProblemCode.BODY_NOT_UNDERSTOOD, "The body is no JSON.", wrong);
        }
        throw new ProblemException(ProblemCode.BODY_NOT_UNDERSTOOD, "The body must be an object of JSON.");
    }

    private void requireKnown(Set<String> given, Place place, ProblemCode code) {
        Set<String> known = action.parameters().stream()
                .filter(parameter -> parameter.place() == place)
                .map(Parameter::name)
                .collect(Collectors.toSet());
        if (!known.containsAll(given)) {
            throw new ProblemException(
                    code,
                    known.isEmpty()
                            ? "This operation takes none of that."
                            : "It takes " + String.join(", ", new TreeSet<>(known)) + ".");
        }
    }

    private static Object text(Parameter parameter, String given) {
        if (given == null || given.isEmpty()) {
            if (parameter.isRequired()) {
                throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, parameter.name() + " is missing.");
            }
            return null;
        }
        return switch (parameter.type()) {
            case TEXT -> given;
            case TEXTS -> List.of(given.split(","));
            case FLAG -> given.equals("true");
            case NUMBER -> number(parameter, given);
        };
    }

    private static Long number(Parameter parameter, String given) {
        try {
            return Long.valueOf(given);
        } catch (NumberFormatException wrong) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, parameter.name() + " must be a whole number.", wrong);
        }
    }

    private static Object json(Parameter parameter, JsonNode given) {
        if (given == null || given.isNull()) {
            if (parameter.isRequired()) {
                throw new ProblemException(ProblemCode.BODY_NOT_UNDERSTOOD, parameter.name() + " is missing.");
            }
            return null;
        }
        boolean isRight = switch (parameter.type()) {
            case TEXT -> given.isTextual();
            case NUMBER -> given.isIntegralNumber() && given.canConvertToLong();
            case FLAG -> given.isBoolean();
            case TEXTS -> given.isArray() && areTexts(given);
        };
        if (!isRight || given.isTextual() && given.asText().indexOf('\0') >= 0) {
            throw new ProblemException(
                    ProblemCode.BODY_NOT_UNDERSTOOD,
                    parameter.name() + " must be " + parameter.type().json() + ": " + parameter.description());
        }
        return switch (parameter.type()) {
            case TEXT -> given.asText();
            case NUMBER -> given.asLong();
            case FLAG -> given.asBoolean();
            case TEXTS -> texts(given);
        };
    }

    private static boolean areTexts(JsonNode array) {
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
