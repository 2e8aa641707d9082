package yecai.hub.api.route;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.read.DatasetReader;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.odata.OdataParameters;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;

/** Reads and counts entity sets. */
final class OdataReads {
    private static final Pattern KEYED = Pattern.compile("(\\w+)\\((.*)\\)");

    private final CallerSessions sessions;
    private final DatasetReader reader;
    private final Supplier<String> root;

    OdataReads(CallerSessions sessions, DatasetReader reader, Supplier<String> root) {
        this.root = root;
        this.sessions = sessions;
        this.reader = reader;
    }

    void set(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        String path = http.pathParam("set");
        Matcher keyed = KEYED.matcher(path);
        OdataRequest.version(http);
        long pageSize = OdataRequest.pageSize(http);
        OdataForm form = OdataForm.of(context, root.get(), pageSize);
        if (keyed.matches()) {
            reader.rows(
                    context,
                    entitySet(keyed.group(1)),
                    dataset -> OdataParameters.entity(dataset, keyed.group(2), context.parameters()),
                    form.forEntity());
            return;
        }
        reader.rows(
                context,
                entitySet(path),
                dataset -> OdataParameters.read(dataset, context.parameters(), pageSize),
                form);
    }

    void property(Context http) throws IOException {
        property(http, false);
    }

    void value(Context http) throws IOException {
        property(http, true);
    }

    private void property(Context http, boolean isRaw) throws IOException {
        RequestContext context = RequestContext.of(http);
        String property = http.pathParam("property");
        Matcher keyed = KEYED.matcher(http.pathParam("set"));
        if (!keyed.matches() || property.startsWith("$")) {
            throw new ProblemException(
                    ProblemCode.NOT_IMPLEMENTED,
                    "Of entity sets there are entities and $count, of entities properties.");
        }
        OdataRequest.version(http);
        OdataForm form = OdataForm.of(context, root.get(), OdataRequest.PAGE);
        reader.rows(
                context,
                entitySet(keyed.group(1)),
                dataset -> OdataParameters.entity(dataset, keyed.group(2), Map.of("$select", property)),
                form.forProperty(http.pathParam("set"), property, isRaw));
    }

    void count(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        long count = sessions.runWithDataset(
                context,
                AccessEntry.Action.COUNT,
                entitySet(http.pathParam("set")),
                (session, dataset) -> new RowWriter(
                                session,
                                OdataParameters.read(dataset, context.parameters(), OdataRequest.PAGE),
                                OutputStream.nullOutputStream())
                        .count());
        OdataRequest.version(http);
        http.contentType("text/plain;charset=utf-8").result(Long.toString(count).getBytes(StandardCharsets.UTF_8));
    }

    /** No schema has an underscore in its name. */
    private static RelationName entitySet(String name) {
        return RelationName.split(name, '_');
    }
}
