package yecai.hub.api.route;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.odata.OdataMetadata;

/** OData's two documents: the list of entity sets, and their metadata. */
final class OdataDocuments {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CallerSessions sessions;

    private final Supplier<String> root;

    OdataDocuments(CallerSessions sessions, Supplier<String> root) {
        this.root = root;
        this.sessions = sessions;
    }

    void service(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        ObjectNode json = JSON.createObjectNode();
        json.put("@odata.context", root.get() + "/$metadata");
        ArrayNode sets = json.putArray("value");
        sessions.run(context, AccessEntry.Action.LIST, session -> {
            for (Dataset dataset : sessions.listDatasets(context, session)) {
                sets.addObject()
                        .put("name", dataset.entitySet())
                        .put("title", dataset.description(context.language()))
                        .put("kind", "EntitySet")
                        .put("url", dataset.entitySet());
            }
            context.setRows(sets.size());
            return sets;
        });
        OdataRequest.version(http);
        http.contentType(OdataForm.mediaType(false, "minimal")).result(JSON.writeValueAsBytes(json));
    }

    void metadata(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        String format = context.parameters().get("$format");
        String wanted = (format == null ? String.valueOf(http.header("Accept")) : format).toLowerCase(Locale.ROOT);
        boolean isJson = wanted.contains("json") && !wanted.contains("xml");
        byte[] body = sessions.run(context, AccessEntry.Action.LIST, session -> {
            List<Dataset> datasets = sessions.listDatasets(context, session);
            return isJson
                    ? JSON.writeValueAsBytes(OdataMetadata.json(datasets, context.language()))
                    : OdataMetadata.xml(datasets, context.language());
        });
        OdataRequest.version(http);
        http.contentType(isJson ? "application/json" : "application/xml;charset=utf-8")
                .result(body);
    }
}
