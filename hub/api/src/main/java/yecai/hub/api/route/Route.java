package yecai.hub.api.route;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Handler;
import java.util.List;

/**
 * An operation of the API. The server is set up from these, and so is the OpenAPI document, so that they cannot differ.
 *
 * @param path with parameters in braces
 * @param tag what it belongs to: data, access, operations or events
 * @param mediaTypes what it answers with, the first by default
 */
public record Route(
        Method method,
        String path,
        String operation,
        String tag,
        String summary,
        String description,
        Access access,
        List<Parameter> parameters,
        List<String> mediaTypes,
        Handler handler) {
    /** What it does: GET reads, and is answered to HEAD as well; POST has a body of JSON. */
    public enum Method {
        GET,
        POST
    }

    /** Who may call it. */
    public enum Access {
        CALLERS,
        EVERYBODY,
        /** Callers, and logins of the hub's database. */
        OPERATORS
    }

    /** Where a parameter stands. */
    public enum Place {
        PATH,
        QUERY,
        BODY,
        HEADER
    }

    /** What a parameter is in JSON. */
    public enum Type {
        TEXT("string"),
        NUMBER("integer"),
        FLAG("boolean"),
        TEXTS("array");

        private final String json;

        Type(String json) {
            this.json = json;
        }

        /** Returns JSON Schema's word. */
        public String json() {
            return json;
        }
    }

    /** A parameter; an example is one that works. */
    public record Parameter(
            String name, Place place, Type type, boolean isRequired, String description, String example) {
        public Parameter {
            requireNonNull(name, "name is null");
            requireNonNull(place, "place is null");
            requireNonNull(type, "type is null");
            requireNonNull(description, "description is null");
            requireNonNull(example, "example is null");
        }

        public static Parameter query(String name, String description, String example) {
            return new Parameter(name, Place.QUERY, Type.TEXT, false, description, example);
        }

        public static Parameter path(String name, String description, String example) {
            return new Parameter(name, Place.PATH, Type.TEXT, true, description, example);
        }

        /** The same in the body. */
        public Parameter inBody() {
            return new Parameter(name, Place.BODY, type, isRequired, description, example);
        }

        /** Whether it stands in the address. */
        public boolean isInPath() {
            return place == Place.PATH;
        }
    }

    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(operation, "operation is null");
        requireNonNull(tag, "tag is null");
        requireNonNull(summary, "summary is null");
        requireNonNull(description, "description is null");
        requireNonNull(access, "access is null");
        parameters = List.copyOf(parameters);
        mediaTypes = List.copyOf(mediaTypes);
        requireNonNull(handler, "handler is null");
    }

    /** A read of data. */
    public Route(
            String path,
            String operation,
            String summary,
            String description,
            Access access,
            List<Parameter> parameters,
            List<String> mediaTypes,
            Handler handler) {
        this(Method.GET, path, operation, "data", summary, description, access, parameters, mediaTypes, handler);
    }
}
