package yecai.hub.api.read;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.query.Cursor;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;

/** The headers and the body of an answer with rows: from the cache while nothing has changed, else from the database. */
public final class RowAnswer {
    private final DatasetLookup datasets;
    private final Freshness freshness;
    private final ResultCache results;

    public RowAnswer(DatasetLookup datasets, Freshness freshness, ResultCache results) {
        this.datasets = datasets;
        this.freshness = freshness;
        this.results = results;
    }

    /** Returns false, and writes no body, if the caller's copy is still right. */
    boolean write(
            RequestContext context,
            Session session,
            RelationName wanted,
            Function<Dataset, ReadRequest> parse,
            AnswerForm form,
            AnswerStream out)
            throws IOException {
        Dataset dataset = datasets.getDataset(context, session, wanted);
        ReadRequest asked = parse.apply(dataset);
        // What the first page was fresh enough for, the read goes on with.
        if (!session.isLaterPage()) {
            freshness.requireFresh(session.context(), context.parameters());
        }
        freshness.writeHeaders(context, session);
        context.http().header("Content-Language", context.language().tag());
        Optional<String> version = freshness.watermark(session.context(), dataset);
        ReadRequest request = asked.at(moment(session, asked, version));
        Optional<ResultCache.Key> key = version.map(watermark ->
                new ResultCache.Key(context.getCaller().principal(), watermark, dataset.id(), question(context, form)));
        if (key.isPresent() && isUnchanged(context.http(), key.get())) {
            return false;
        }
        out.write(form.head(session, request));
        Optional<ResultCache.Result> known =
                form.isExport() ? Optional.empty() : key.flatMap(of -> results.find(of, request.moment()));
        if (known.isPresent()) {
            context.setRows(known.get().rows());
            known.get().moment().ifPresent(session::keep);
            out.write(known.get().body());
            return true;
        }
        int head = out.hasBegun() ? 0 : out.kept().length;
        RowWriter.Written written = form.body(session, request, out);
        context.setRows(written.rows());
        if (written.alteredCells() > 0 && !out.hasBegun()) {
            context.http().header("X-Yecai-Altered-Cells", Long.toString(written.alteredCells()));
        }
        Optional<String> next = written.next().map(cursor -> request.moment());
        next.ifPresent(session::keep);
        if (!form.isExport() && !out.hasBegun() && key.isPresent()) {
            byte[] whole = out.kept();
            results.put(
                    key.get(),
                    new ResultCache.Result(Arrays.copyOfRange(whole, head, whole.length), written.rows(), next));
        }
        return true;
    }

    /**
     * The state of the data that a page shows, and that the pages after it will. A later page comes from the snapshot of the
     * earlier ones; if that is no longer held, the present does as well while nothing has changed that could change a row.
     */
    private String moment(Session session, ReadRequest asked, Optional<String> version) {
        Optional<String> before = asked.cursor().map(Cursor::moment);
        if (before.isPresent() && !(session.isLaterPage() && version.isEmpty())) {
            Moment.of(before.get()).requireVersion(version);
        }
        return session.isLaterPage() && before.isPresent()
                ? before.get()
                : Moment.now(version, freshness.asOf(session.context())).text();
    }

    /** Sets the ETag and compares it with the caller's. */
    private static boolean isUnchanged(Context http, ResultCache.Key key) {
        EntityTag tag = EntityTag.of(key);
        http.header("ETag", tag.text());
        return tag.isAmong(http.header("If-None-Match"));
    }

    private static String question(RequestContext context, AnswerForm form) {
        return context.http().path() + "?" + context.query() + " " + form.variant() + " "
                + context.language().tag();
    }
}
