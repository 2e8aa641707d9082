package yecai.hub.api.document;

import java.util.List;
import java.util.function.Supplier;
import yecai.hub.api.route.Route;

/** What describes the API. */
public final class DocumentRoutes {
    private final Supplier<List<Route>> routes;

    public DocumentRoutes(Supplier<List<Route>> routes) {
        this.routes = routes;
    }

    /** Lists the operations. */
    public List<Route> list() {
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
