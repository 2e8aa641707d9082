package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import yecai.hub.api.Route.Access;
import yecai.hub.api.Route.Parameter;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Format;
import yecai.hub.dataset.Language;
import yecai.hub.dataset.Parameters;
import yecai.hub.dataset.ReadRequest;
import yecai.hub.dataset.RowWriter;
import yecai.hub.dataset.TypeName;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;

/** Lists datasets and reads them. */
final class DatasetRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Parameter STALENESS = Parameter.query(
            "max-staleness", "Answer 503 rather than from data older than this: 30s, 5m, 1h30m.", "30m");

    private final Reading reading;

    DatasetRoutes(Reading reading) {
        this.reading = reading;
    }

    List<Route> list() {
        return List.of(
                new Route(
                        "/api/v1/datasets",
                        "listDatasets",
                        "List the datasets that you may read",
                        "Each with its columns and the data dictionary, in English or Chinese by Accept-Language.",
                        Access.CALLERS,
                        List.of(STALENESS),
                        List.of(Format.JSON.mediaType()),
                        this::list),
                new Route(
                        "/api/v1/datasets/{dataset}",
                        "readDataset",
                        "Read the rows of a dataset that you may see",
                        "A page of JSON, or all rows as ndjson, csv, csv-excel or xlsx. X-Yecai-As-Of says how current"
                                + " each source is, X-Yecai-Scope how much of the group you see.",
                        Access.CALLERS,
                        List.of(
                                Parameter.path("dataset", "Schema, dot, view.", "finance.receipt"),
                                Parameter.query("select", "Columns, separated by commas.", "company,amount"),
                                Parameter.query(
                                        "filter",
                                        "Conditions with eq ne lt le gt ge in like is null, and or not, parentheses.",
                                        "company eq '1000' and amount gt 0"),
                                Parameter.query("order", "Columns, each with asc or desc.", "amount desc"),
                                Parameter.query("group", "Columns to group by.", "company"),
                                Parameter.query(
                                        "aggregate",
                                        "sum count min max avg count_distinct, each with `as name` if you like.",
                                        "sum(amount) as total,count()"),
                                Parameter.query("limit", "Most rows.", "100"),
                                Parameter.query("cursor", "Where to go on: `next` of the page before.", ""),
                                Parameter.query("count", "true for the number of all rows as well.", "true"),
                                Parameter.query("format", "json, ndjson, csv, csv-excel or xlsx.", "json"),
                                STALENESS),
                        List.of(
                                Format.JSON.mediaType(),
                                Format.NDJSON.mediaType(),
                                "text/csv",
                                Format.XLSX.mediaType()),
                        this::read));
    }

    private void list(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        Language language = exchange.language();
        ObjectNode answer = reading.inSession(exchange, AccessEntry.Action.LIST, session -> {
            ObjectNode json = JSON.createObjectNode();
            json.put("scope", reading.scope(session));
            json.set("asOf", asOf(session.context()));
            ArrayNode datasets = json.putArray("datasets");
            for (Dataset dataset : reading.catalogue(exchange, session).listDatasets()) {
                if (exchange.getCaller().covers(dataset.id())) {
                    describe(dataset, language, datasets.addObject());
                }
            }
            exchange.setRows(datasets.size());
            return json;
        });
        http.header("Content-Language", language.tag());
        http.contentType(Format.JSON.mediaType()).result(JSON.writeValueAsBytes(answer));
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

    private static ArrayNode asOf(yecai.hub.session.Context context) {
        ArrayNode sources = JSON.createArrayNode();
        context.sources()
                .forEach(source -> sources.addObject()
                        .put("source", source.source())
                        .put("asOf", source.asOf().map(Object::toString).orElse(null))
                        .put("position", source.position().orElse(null)));
        return sources;
    }

    private void read(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        String id = http.pathParam("dataset");
        Format format = format(exchange);
        if (format == Format.CSV_EXCEL || format == Format.CSV || format == Format.XLSX) {
            String ending = format == Format.XLSX ? ".xlsx" : ".csv";
            http.header(
                    "Content-Disposition",
                    "attachment; filename=\"" + id.replaceAll("[^a-z0-9_.]", "") + ending + "\"");
        }
        reading.rows(
                exchange,
                RelationName.split(id, '.'),
                dataset -> Parameters.read(dataset, exchange.parameters(), format),
                new Form(format));
    }

    private static Format format(Exchange exchange) {
        String asked = exchange.parameters().get("format");
        Optional<Format> format =
                asked == null ? Format.findAccepted(exchange.http().header("Accept")) : Format.find(asked);
        return format.orElseThrow(() -> new ProblemException(
                ProblemCode.FORMAT_NOT_AVAILABLE, "There are json, ndjson, csv, csv-excel and xlsx."));
    }

    /** The API's own formats. JSON says as of when and for which scope; the others have the headers for that. */
    private final class Form implements AnswerForm {
        private final Format format;

        Form(Format format) {
            this.format = format;
        }

        @Override
        public String mediaType() {
            return format.mediaType();
        }

        @Override
        public boolean isExport() {
            return format.isExport();
        }

        @Override
        public String variant() {
            return format.parameter();
        }

        @Override
        public byte[] head(Session session, ReadRequest request) throws IOException {
            if (format != Format.JSON) {
                return new byte[0];
            }
            ObjectNode json = JSON.createObjectNode();
            json.put("dataset", request.dataset().id());
            json.put("scope", reading.scope(session));
            json.set("asOf", asOf(session.context()));
            byte[] closed = JSON.writeValueAsBytes(json);
            closed[closed.length - 1] = ',';
            return closed;
        }

        @Override
        public RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException {
            RowWriter rows = new RowWriter(session, request, out);
            return switch (format) {
                case JSON -> page(rows, request, out);
                case NDJSON -> rows.lines();
                case CSV -> rows.csv(false);
                case CSV_EXCEL -> rows.csv(true);
                case XLSX -> rows.workbook();
            };
        }

        private static RowWriter.Written page(RowWriter rows, ReadRequest request, OutputStream out)
                throws IOException {
            if (request.isCounted()) {
                out.write(("\"count\":" + rows.count() + ",").getBytes(UTF_8));
            }
            out.write("\"rows\":[".getBytes(UTF_8));
            RowWriter.Written written = rows.page();
            String next = written.next().map(cursor -> '"' + cursor + '"').orElse("null");
            out.write(("],\"next\":" + next + "}\n").getBytes(UTF_8));
            return written;
        }
    }
}
