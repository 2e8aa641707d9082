package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import yecai.hub.api.AccessEntry.Action;
import yecai.hub.dataset.Catalogue;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.ReadRequest;
import yecai.hub.dataset.RowWriter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;
import yecai.hub.session.Sessions;

/** Answers a request for rows, whatever its form: one transaction as the caller's principal, recorded, and streamed. */
final class Reading {
    private final Sessions sessions;
    private final Catalogues catalogues;
    private final Freshness freshness;
    private final Results results;
    private final AccessJournal journal;
    private final Exports exports;
    private final VanishedClients vanished;
    private final Clock clock;

    Reading(
            Sessions sessions,
            Catalogues catalogues,
            Freshness freshness,
            Results results,
            AccessJournal journal,
            Exports exports,
            VanishedClients vanished,
            Clock clock) {
        this.sessions = sessions;
        this.catalogues = catalogues;
        this.freshness = freshness;
        this.results = results;
        this.journal = journal;
        this.exports = exports;
        this.vanished = vanished;
        this.clock = clock;
    }

    /** Answers with rows. */
    void rows(Exchange exchange, RelationName wanted, Function<Dataset, ReadRequest> parse, AnswerForm form)
            throws IOException {
        AnswerStream out = new AnswerStream(() -> begin(exchange, form));
        try (Exports.Place place = exports.enter(form.isExport())) {
            boolean isAnswered = sessions.read(
                    exchange.getCaller().principal(),
                    form.isExport() ? Sessions.Span.EXPORT : Sessions.Span.READ,
                    lookedUp(wanted),
                    session -> {
                        try (VanishedClients.Watch watch = vanished.watch(exchange, session, out)) {
                            return answer(exchange, session, wanted, parse, form, out);
                        }
                    });
            if (!isAnswered) {
                record(exchange, Action.READ, "304");
                exchange.http().status(304);
                return;
            }
        } catch (IOException | RuntimeException failed) {
            if (out.hasBegun()) {
                record(exchange, Action.EXPORT_ENDED, "cut off");
            }
            throw failed;
        }
        finish(exchange, form, out);
    }

    /** What is done with a dataset. */
    interface DatasetWork<T> {
        T run(Session session, Dataset dataset) throws IOException;
    }

    /** Does something else with a dataset, such as counting. */
    <T> T withDataset(Exchange exchange, Action action, RelationName wanted, DatasetWork<T> work) throws IOException {
        return inSession(
                exchange,
                action,
                lookedUp(wanted),
                session -> work.run(session, getDataset(exchange, session, wanted)));
    }

    /** Does something else in a session of the caller's, such as listing. */
    <T> T inSession(Exchange exchange, Action action, Sessions.Work<T> work) throws IOException {
        return inSession(exchange, action, Optional.empty(), work);
    }

    private <T> T inSession(Exchange exchange, Action action, Optional<RelationName> wanted, Sessions.Work<T> work)
            throws IOException {
        T result = sessions.read(exchange.getCaller().principal(), Sessions.Span.READ, wanted, session -> {
            freshness.requireFresh(session.context(), exchange.parameters());
            sayHead(exchange, session);
            return work.run(session);
        });
        record(exchange, action, "200");
        return result;
    }

    Catalogue catalogue(Exchange exchange, Session session) throws IOException {
        return catalogues.get(exchange.getCaller(), session);
    }

    String scope(Session session) {
        return freshness.scope(session.context());
    }

    /** Returns a dataset that both the principal may read and the credential is for. */
    private Dataset getDataset(Exchange exchange, Session session, RelationName wanted) throws IOException {
        Dataset dataset = findDataset(exchange, session, wanted)
                .filter(found -> exchange.getCaller().covers(found.id()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.DATASET_NOT_FOUND, "GET /api/v1/datasets lists what you may read."));
        exchange.setDataset(dataset.id());
        return dataset;
    }

    private Optional<Dataset> findDataset(Exchange exchange, Session session, RelationName wanted) throws IOException {
        if (!catalogues.isRemembered()
                && (!session.isFound() || session.findRelation().isPresent())) {
            return session.findRelation().map(Dataset::of);
        }
        return catalogue(exchange, session).findDataset(wanted);
    }

    private Optional<RelationName> lookedUp(RelationName wanted) {
        return catalogues.isRemembered() ? Optional.empty() : Optional.of(wanted);
    }

    /** Returns false if the caller's copy is still right. */
    private boolean answer(
            Exchange exchange,
            Session session,
            RelationName wanted,
            Function<Dataset, ReadRequest> parse,
            AnswerForm form,
            AnswerStream out)
            throws IOException {
        Context http = exchange.http();
        Dataset dataset = getDataset(exchange, session, wanted);
        ReadRequest request = parse.apply(dataset);
        Map<String, String> parameters = exchange.parameters();
        freshness.requireFresh(session.context(), parameters);
        sayHead(exchange, session);
        Optional<Results.Key> key = freshness
                .watermark(session.context(), dataset)
                .map(watermark -> new Results.Key(
                        exchange.getCaller().principal(), watermark, dataset.id(), question(exchange, form)));
        if (key.isPresent()) {
            String tag = tag(key.get());
            http.header("ETag", tag);
            if (matches(http.header("If-None-Match"), tag)) {
                return false;
            }
        }
        out.write(form.head(session, request));
        Optional<Results.Result> known = form.isExport() ? Optional.empty() : key.flatMap(results::find);
        if (known.isPresent()) {
            exchange.setRows(known.get().rows());
            out.write(known.get().body());
            return true;
        }
        int head = out.hasBegun() ? 0 : out.kept().length;
        RowWriter.Written written = form.body(session, request, out);
        exchange.setRows(written.rows());
        if (!form.isExport() && !out.hasBegun() && key.isPresent()) {
            byte[] whole = out.kept();
            results.put(key.get(), java.util.Arrays.copyOfRange(whole, head, whole.length), written.rows());
        }
        return true;
    }

    private void sayHead(Exchange exchange, Session session) {
        Context http = exchange.http();
        http.header("X-Yecai-As-Of", Freshness.asOf(session.context()));
        http.header("X-Yecai-Scope", freshness.scope(session.context()));
        http.header("Cache-Control", "private, no-cache");
        http.header("Vary", "Accept, Accept-Language, Authorization");
    }

    /** Records a large answer and begins it. */
    private java.io.OutputStream begin(Exchange exchange, AnswerForm form) throws IOException {
        journal.addNow(entry(exchange, Action.EXPORT_STARTED, "200"));
        exchange.http().status(200).contentType(form.mediaType());
        return exchange.http().res().getOutputStream();
    }

    /** Ends a large answer, or records and sends a small one. The transaction is over by now. */
    private void finish(Exchange exchange, AnswerForm form, AnswerStream out) throws IOException {
        if (out.hasBegun()) {
            out.finish();
            record(exchange, Action.EXPORT_ENDED, "200");
            return;
        }
        if (form.isExport()) {
            journal.addNow(entry(exchange, Action.EXPORT_STARTED, "200"));
        } else {
            record(exchange, Action.READ, "200");
        }
        byte[] body = out.kept();
        exchange.http().status(200).contentType(form.mediaType());
        exchange.http().res().setContentLength(body.length);
        exchange.http().res().getOutputStream().write(body);
        if (form.isExport()) {
            record(exchange, Action.EXPORT_ENDED, "200");
        }
    }

    private void record(Exchange exchange, Action action, String outcome) {
        journal.add(entry(exchange, action, outcome));
    }

    private AccessEntry entry(Exchange exchange, Action action, String outcome) {
        Caller caller = exchange.getCaller();
        return new AccessEntry(
                clock.instant(),
                caller.principal(),
                caller.credential(),
                exchange.correlation(),
                action,
                exchange.dataset(),
                exchange.query(),
                outcome,
                exchange.rows());
    }

    private static String question(Exchange exchange, AnswerForm form) {
        return exchange.http().path() + "?" + exchange.query() + " " + form.variant();
    }

    private static String tag(Results.Key key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(UTF_8));
            return "W/\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = tag.substring(2);
        for (String given : ifNoneMatch.split(",")) {
            String stripped = given.strip();
            if (stripped.equals(tag) || stripped.equals(opaque)) {
                return true;
            }
        }
        return false;
    }
}
