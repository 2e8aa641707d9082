package yecai.hub.api.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Format;
import yecai.hub.dataset.Language;
import yecai.hub.session.ValueType;

/**
 * A path and a row schema for each dataset that a caller may read, so that clients that are made from the document have types. A row
 * has only the columns that were selected, and any of them can be null.
 */
final class DatasetSchemas {
    private static final String PATH = "/api/v1/datasets/{dataset}";
    private static final String SCHEMAS = "#/components/schemas/";

    /** Parameters that give rows of another shape. */
    private static final Set<String> OTHER_SHAPES = Set.of("dataset", "group", "aggregate", "format");

    private DatasetSchemas() {}

    static void add(ObjectNode document, List<Dataset> datasets, Language language) {
        ObjectNode general = (ObjectNode) document.at("/paths").get(PATH).get("get");
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        asOf(schemas.putObject("AsOf"));
        for (Dataset dataset : datasets) {
            ObjectNode operation = ((ObjectNode) document.get("paths"))
                    .putObject(PATH.replace("{dataset}", dataset.id()))
                    .putObject("get");
            operation.setAll(general.deepCopy());
            operation.put("operationId", "read_" + dataset.entitySet());
            operation.put("summary", "Read " + dataset.id());
            operation.put("description", dataset.description(language));
            ArrayNode parameters = operation.putArray("parameters");
            general.get("parameters").forEach(parameter -> {
                if (!OTHER_SHAPES.contains(parameter.get("name").asText())) {
                    parameters.add(withoutColumns(parameter.deepCopy()));
                }
            });
            ObjectNode good = ((ObjectNode) operation.at("/responses/200")).putObject("content");
            good.putObject(Format.JSON.mediaType().split(";", 2)[0])
                    .putObject("schema")
                    .put("$ref", SCHEMAS + dataset.entitySet() + "_page");
            row(schemas.putObject(dataset.entitySet()), dataset, language);
            page(schemas.putObject(dataset.entitySet() + "_page"), dataset);
        }
    }

    /** The examples of the general operation name columns that a dataset need not have. */
    private static ObjectNode withoutColumns(ObjectNode parameter) {
        if (Set.of("select", "filter", "order").contains(parameter.get("name").asText())) {
            parameter.remove("example");
        }
        return parameter;
    }

    private static void row(ObjectNode schema, Dataset dataset, Language language) {
        schema.put("type", "object");
        schema.put("description", dataset.description(language));
        ObjectNode properties = schema.putObject("properties");
        for (Column column : dataset.columns()) {
            ObjectNode property = properties.putObject(column.name().text());
            type(property, column.type());
            property.put("description", column.description(language));
        }
    }

    /** What {@code DatasetForm} writes. */
    private static void page(ObjectNode schema, Dataset dataset) {
        schema.put("type", "object");
        schema.put("description", "A page of " + dataset.id() + ".");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("dataset").put("type", "string").put("const", dataset.id());
        properties.putObject("scope").put("type", "string").put("description", "How much of the group you see.");
        ObjectNode asOf = properties.putObject("asOf");
        asOf.put("type", "array").put("description", "How current each source is.");
        asOf.putObject("items").put("$ref", SCHEMAS + "AsOf");
        properties
                .putObject("count")
                .put("type", "integer")
                .put("format", "int64")
                .put("description", "The number of all rows, with count=true.");
        ObjectNode rows = properties.putObject("rows");
        rows.put("type", "array").putObject("items").put("$ref", SCHEMAS + dataset.entitySet());
        ObjectNode next = properties.putObject("next");
        next.putArray("type").add("string").add("null");
        next.put("description", "The cursor of the next page; null on the last one.");
        List.of("dataset", "scope", "asOf", "rows", "next").forEach(schema.withArray("required")::add);
    }

    /** The state of a source, as pages and the list of datasets have it. */
    private static void asOf(ObjectNode schema) {
        schema.put("type", "object");
        schema.put("description", "How current a source is.");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("source").put("type", "string");
        ObjectNode time = properties.putObject("asOf");
        time.putArray("type").add("string").add("null");
        time.put("format", "date-time");
        ObjectNode position = properties.putObject("position");
        position.putArray("type").add("string").add("null");
        position.put("description", "The position in the ERP's log.");
    }

    private static void type(ObjectNode property, ValueType type) {
        switch (type) {
            case TEXT, INTERVAL, LSN -> nullable(property, "string", "");
            case UUID -> nullable(property, "string", "uuid");
            case DATE -> nullable(property, "string", "date");
            case TIMESTAMP -> nullable(property, "string", "");
            case TIMESTAMPTZ -> nullable(property, "string", "date-time");
            case SMALLINT, INTEGER -> nullable(property, "integer", "int32");
            case BIGINT -> nullable(property, "integer", "int64");
            case NUMERIC, DOUBLE -> nullable(property, "number", "");
            case BOOLEAN -> nullable(property, "boolean", "");
            case TEXT_ARRAY -> {
                nullable(property, "array", "");
                property.putObject("items").putArray("type").add("string").add("null");
            }
            case JSON -> {
                // any JSON value
            }
        }
    }

    private static void nullable(ObjectNode property, String type, String format) {
        property.putArray("type").add(type).add("null");
        if (!format.isEmpty()) {
            property.put("format", format);
        }
    }
}
