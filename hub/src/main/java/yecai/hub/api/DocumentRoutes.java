package yecai.hub.api;

import java.util.List;
import java.util.function.Supplier;

/** What describes the API. */
final class DocumentRoutes {
    private final Supplier<List<Route>> routes;

    DocumentRoutes(Supplier<List<Route>> routes) {
        this.routes = routes;
    }

    List<Route> list() {
        return List.of(new Route(
                "/openapi.json",
                "getOpenApi",
                "Get this description",
                "OpenAPI 3.1, made from the same table as the server.",
                Route.Access.EVERYBODY,
                List.of(),
                List.of("application/json"),
                http -> http.contentType("application/json")
                        .result(OpenApi.document(routes.get()).toPrettyString())));
    }
}
