package yecai.hub.api.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.route.Route;
import yecai.hub.dataset.Dataset;

/** What describes the API. */
public final class DocumentRoutes {
    private final Supplier<List<Route>> routes;
    private final CallerSessions sessions;

    public DocumentRoutes(Supplier<List<Route>> routes, CallerSessions sessions) {
        this.routes = routes;
        this.sessions = sessions;
    }

    /** Lists the operations. */
    public List<Route> list() {
        return List.of(
                new Route(
                        "/openapi.json",
                        "getOpenApi",
                        "Get this description",
                        "OpenAPI 3.1, made from the same table as the server.",
                        Route.Access.EVERYBODY,
                        List.of(),
                        List.of("application/json"),
                        http -> http.contentType("application/json")
                                .result(OpenApi.document(routes.get()).toPrettyString())),
                new Route(
                        "/api/v1/openapi.json",
                        "getOpenApiOfDatasets",
                        "Get this description with the datasets that you may read",
                        "The same with a path and a row schema for each dataset, so that a client made from it has types.",
                        Route.Access.CALLERS,
                        List.of(),
                        List.of("application/json"),
                        this::withDatasets));
    }

    private void withDatasets(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        ObjectNode document = OpenApi.document(routes.get());
        sessions.run(context, AccessEntry.Action.LIST, session -> {
            List<Dataset> datasets = sessions.listDatasets(context, session);
            DatasetSchemas.add(document, datasets, context.language());
            context.setRows(datasets.size());
            return document;
        });
        http.header("Content-Language", context.language().tag());
        http.contentType("application/json").result(document.toPrettyString());
    }
}
