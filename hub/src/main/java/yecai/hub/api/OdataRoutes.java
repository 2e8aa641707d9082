package yecai.hub.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.api.Route.Access;
import yecai.hub.api.Route.Parameter;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.OdataMetadata;
import yecai.hub.dataset.OdataParameters;
import yecai.hub.dataset.Parameters;
import yecai.hub.dataset.RowWriter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;

/** The same datasets as an OData v4 service, which Excel, Power BI and Tableau know how to read. */
final class OdataRoutes {
    static final String ROOT = "/odata/v4";
    private static final long PAGE = 5_000;
    private static final Pattern KEYED = Pattern.compile("(\\w+)\\((.*)\\)");
    private static final Pattern PAGE_WISH = Pattern.compile("(?:odata\\.)?maxpagesize=(\\d{1,9})");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Parameter SET = Parameter.path(
            "set", "Entity set, or one entity of it: finance_receipt, finance_freshness('demo').", "finance_receipt");
    private static final Parameter FORMAT = Parameter.query("$format", "json or xml.", "json");

    private final Reading reading;

    OdataRoutes(Reading reading) {
        this.reading = reading;
    }

    List<Route> list() {
        return List.of(
                new Route(
                        ROOT,
                        "getServiceDocument",
                        "OData: get the service document",
                        "Lists the entity sets that you may read.",
                        Access.CALLERS,
                        List.of(),
                        List.of("application/json"),
                        this::service),
                new Route(
                        ROOT + "/$metadata",
                        "getMetadata",
                        "OData: get the metadata",
                        "CSDL as XML, or as JSON with $format=json; with the data dictionary.",
                        Access.CALLERS,
                        List.of(FORMAT),
                        List.of("application/xml", "application/json"),
                        this::metadata),
                new Route(
                        ROOT + "/{set}",
                        "readEntitySet",
                        "OData: read an entity set or an entity",
                        "Pages by themselves; follow @odata.nextLink.",
                        Access.CALLERS,
                        List.of(
                                SET,
                                Parameter.query("$filter", "Conditions.", "amount gt 0"),
                                Parameter.query("$select", "Properties.", "company,amount"),
                                Parameter.query("$orderby", "Properties, each with asc or desc.", "amount desc"),
                                Parameter.query("$top", "Most rows.", "10"),
                                Parameter.query("$skip", "Rows to leave out.", "0"),
                                Parameter.query("$count", "true for the number of all rows as well.", "true"),
                                Parameter.query("$apply", "filter, groupby and aggregate.", ""),
                                Parameter.query("$skiptoken", "Made by the server, in @odata.nextLink.", ""),
                                FORMAT),
                        List.of("application/json"),
                        this::set),
                new Route(
                        ROOT + "/{set}/$count",
                        "countEntitySet",
                        "OData: count an entity set",
                        "The number of rows as text.",
                        Access.CALLERS,
                        List.of(SET, Parameter.query("$filter", "Conditions.", "amount gt 0")),
                        List.of("text/plain"),
                        this::count));
    }

    private Collection<Dataset> datasets(Exchange exchange, Session session) throws IOException {
        return reading.catalogue(exchange, session).listDatasets().stream()
                .filter(dataset -> exchange.getCaller().covers(dataset.id()))
                .toList();
    }

    private void service(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        ObjectNode json = JSON.createObjectNode();
        json.put("@odata.context", root(http) + "/$metadata");
        ArrayNode sets = json.putArray("value");
        reading.inSession(exchange, AccessEntry.Action.LIST, session -> {
            for (Dataset dataset : datasets(exchange, session)) {
                sets.addObject()
                        .put("name", dataset.entitySet())
                        .put("title", dataset.description(exchange.language()))
                        .put("kind", "EntitySet")
                        .put("url", dataset.entitySet());
            }
            exchange.setRows(sets.size());
            return sets;
        });
        version(http);
        http.contentType(OdataForm.mediaType(false, "minimal")).result(JSON.writeValueAsBytes(json));
    }

    private void metadata(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        String format = exchange.parameters().get("$format");
        String wanted = (format == null ? String.valueOf(http.header("Accept")) : format).toLowerCase(Locale.ROOT);
        boolean isJson = wanted.contains("json") && !wanted.contains("xml");
        byte[] body = reading.inSession(exchange, AccessEntry.Action.LIST, session -> {
            Collection<Dataset> datasets = datasets(exchange, session);
            return isJson
                    ? JSON.writeValueAsBytes(OdataMetadata.json(datasets, exchange.language()))
                    : OdataMetadata.xml(datasets, exchange.language());
        });
        version(http);
        http.contentType(isJson ? "application/json" : "application/xml;charset=utf-8")
                .result(body);
    }

    private void set(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        String path = http.pathParam("set");
        Matcher keyed = KEYED.matcher(path);
        version(http);
        OdataForm form = OdataForm.of(exchange, root(http));
        if (keyed.matches()) {
            reading.rows(
                    exchange,
                    entitySet(keyed.group(1)),
                    dataset -> OdataParameters.entity(dataset, keyed.group(2), exchange.parameters()),
                    form.forEntity());
            return;
        }
        reading.rows(
                exchange,
                entitySet(path),
                dataset -> OdataParameters.read(dataset, exchange.parameters(), page(http)),
                form);
    }

    private void count(Context http) throws IOException {
        Exchange exchange = Exchange.of(http);
        long count = reading.withDataset(
                exchange,
                AccessEntry.Action.COUNT,
                entitySet(http.pathParam("set")),
                (session, dataset) -> new RowWriter(
                                session, OdataParameters.read(dataset, exchange.parameters(), PAGE), new NoBody())
                        .count());
        version(http);
        http.contentType("text/plain;charset=utf-8").result(Long.toString(count).getBytes(StandardCharsets.UTF_8));
    }

    /** No schema has an underscore in its name. */
    private static RelationName entitySet(String name) {
        return RelationName.split(name, '_');
    }

    private static long page(Context http) {
        String prefer = http.header("Prefer");
        if (prefer == null) {
            return PAGE;
        }
        Matcher wish = PAGE_WISH.matcher(prefer);
        if (!wish.find()) {
            return PAGE;
        }
        long size = Math.max(1, Math.min(Parameters.LARGEST_PAGE, Long.parseLong(wish.group(1))));
        http.header("Preference-Applied", "odata.maxpagesize=" + size);
        return size;
    }

    private static void version(Context http) {
        String most = http.header("OData-MaxVersion");
        if (most != null && !most.startsWith("4")) {
            throw new ProblemException(ProblemCode.REQUEST_NOT_VALID, "This service speaks OData 4.0.");
        }
        http.header("OData-Version", "4.0");
    }

    /** The service's root as the caller reached it. */
    private static String root(Context http) {
        return http.scheme() + "://" + http.host() + ROOT;
    }

    /** Where nothing is written. */
    private static final class NoBody extends java.io.OutputStream {
        @Override
        public void write(int value) {
            throw new IllegalStateException("a count has no rows");
        }
    }
}
