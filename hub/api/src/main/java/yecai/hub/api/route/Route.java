package yecai.hub.api.route;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Handler;
import java.util.List;

/**
 * An operation of the API. The server is set up from these, and so is the OpenAPI document, so that they cannot differ.
 *
 * @param path with parameters in braces
 * @param mediaTypes what it answers with, the first by default
 */
public record Route(
        String path,
        String operation,
        String summary,
        String description,
        Access access,
        List<Parameter> parameters,
        List<String> mediaTypes,
        Handler handler) {
    /** Who may call it. */
    public enum Access {
        CALLERS,
        EVERYBODY
    }

    /** A parameter of the path or the query; an example is one that works. */
    public record Parameter(String name, boolean isInPath, String description, String example) {
        public static Parameter query(String name, String description, String example) {
            return new Parameter(name, false, description, example);
        }

        public static Parameter path(String name, String description, String example) {
            return new Parameter(name, true, description, example);
        }
    }

    public Route {
        requireNonNull(path, "path is null");
        requireNonNull(operation, "operation is null");
        requireNonNull(summary, "summary is null");
        requireNonNull(description, "description is null");
        requireNonNull(access, "access is null");
        parameters = List.copyOf(parameters);
        mediaTypes = List.copyOf(mediaTypes);
        requireNonNull(handler, "handler is null");
    }
}
