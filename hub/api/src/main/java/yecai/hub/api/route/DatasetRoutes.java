package yecai.hub.api.route;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.read.DatasetReader;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.route.Route.Access;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.dataset.Format;
import yecai.hub.dataset.Language;
import yecai.hub.dataset.query.Parameters;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;

/** Lists datasets and reads them. */
public final class DatasetRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Parameter STALENESS = Parameter.query(
            "max-staleness", "Answer 503 rather than from data older than this: 30s, 5m, 1h30m.", "30m");

    private final CallerSessions sessions;
    private final DatasetReader reader;

    public DatasetRoutes(CallerSessions sessions, DatasetReader reader) {
        this.sessions = sessions;
        this.reader = reader;
    }

    /** Lists the operations. */
    public List<Route> list() {
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
                        "A page of JSON, or all rows in another format (" + Format.names() + "). X-Yecai-As-Of says how"
                                + " current each source is, X-Yecai-Scope how much of the group you see.",
                        Access.CALLERS,
                        readParameters(),
                        Format.listMediaTypes(),
                        this::read));
    }

    private static List<Parameter> readParameters() {
        return List.of(
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
                        "sum count min max avg count_distinct, each with an optional `as name`.",
                        "sum(amount) as total,count()"),
                Parameter.query("limit", "The most rows to return.", "100"),
                Parameter.query("cursor", "Where to continue: `next` of the page before.", ""),
                Parameter.query("count", "true to return the number of all rows as well.", "true"),
                Parameter.query("format", Format.names() + ".", Format.JSON.parameter()),
                Parameter.query("separator", "Of csv and csv-excel: comma, semicolon or tab; comma by default.", ""),
                Parameter.query("decimal", "Decimal sign of csv and csv-excel: point or comma; point by default.", ""),
                Parameter.query(
                        "bom",
                        "Whether csv or csv-excel begins with a byte order mark: true or false; by default csv-excel does.",
                        ""),
                STALENESS);
    }

    private void list(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        Language language = context.language();
        ObjectNode answer = sessions.run(context, AccessEntry.Action.LIST, session -> {
            ObjectNode json = DatasetJson.list(
                    sessions.listDatasets(context, session), language, sessions.scope(session), session.context());
            context.setRows(json.get("datasets").size());
            return json;
        });
        http.header("Content-Language", language.tag());
        http.contentType(Format.JSON.mediaType()).result(JSON.writeValueAsBytes(answer));
    }

    private void read(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        String id = http.pathParam("dataset");
        Format format = format(context);
        format.findFileEnding()
                .ifPresent(ending -> http.header(
                        "Content-Disposition",
                        "attachment; filename=\"" + id.replaceAll("[^a-z0-9_.]", "") + ending + "\""));
        reader.rows(
                context,
                RelationName.split(id, '.'),
                dataset -> Parameters.read(dataset, context.parameters(), format),
                new DatasetForm(format, sessions, context));
    }

    private static Format format(RequestContext context) {
        String asked = context.parameters().get("format");
        Optional<Format> format =
                asked == null ? Format.findAccepted(context.http().header("Accept")) : Format.find(asked);
        return format.orElseThrow(() ->
                new ProblemException(ProblemCode.FORMAT_NOT_AVAILABLE, "The formats are " + Format.names() + "."));
    }
}
