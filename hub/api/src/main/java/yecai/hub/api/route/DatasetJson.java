package yecai.hub.api.route;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Language;
import yecai.hub.dataset.TypeName;
import yecai.hub.session.Context;

/** Datasets, their columns and the state of their sources, as the API's JSON has them. */
final class DatasetJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DatasetJson() {}

    /** The list of datasets, with the scope and the state of the sources. */
    static ObjectNode list(List<Dataset> datasets, Language language, String scope, Context context) {
        ObjectNode json = JSON.createObjectNode();
        json.put("scope", scope);
        json.set("asOf", asOf(context));
        ArrayNode list = json.putArray("datasets");
        datasets.forEach(dataset -> describe(dataset, language, list.addObject()));
        return json;
    }

    private static void describe(Dataset dataset, Language language, ObjectNode json) {
        json.put("name", dataset.id());
        json.put("description", dataset.description(language));
        json.put("href", "/api/v1/datasets/" + dataset.id());
        json.put("odata", "/odata/v4/" + dataset.entitySet());
        ArrayNode key = json.putArray("key");
        dataset.key().forEach(column -> key.add(column.name().text()));
        ArrayNode columns = json.putArray("columns");
        for (Column column : dataset.columns()) {
            columns.addObject()
                    .put("name", column.name().text())
                    .put("type", TypeName.of(column.type()))
                    .put("description", column.description(language));
        }
    }

    /** Each source, as of when it is and its position in the ERP's log. */
    static ArrayNode asOf(Context context) {
        ArrayNode sources = JSON.createArrayNode();
        context.sources()
                .forEach(source -> sources.addObject()
                        .put("source", source.source())
                        .put("asOf", source.asOf().map(Object::toString).orElse(null))
                        .put("position", source.position().orElse(null)));
        return sources;
    }
}
