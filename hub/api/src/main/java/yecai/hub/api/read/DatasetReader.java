package yecai.hub.api.read;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.api.limit.ExportSlots;
import yecai.hub.api.request.ClientConnection;
import yecai.hub.api.request.Compression;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.signin.Caller;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.query.Cursor;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.RelationName;
import yecai.hub.session.Sessions;
import yecai.hub.session.Sessions.Ahead;

/** Answers a request for rows in any form: one transaction as the caller's principal, recorded, and streamed. */
public final class DatasetReader {
    private final Sessions sessions;
    private final DatasetLookup datasets;
    private final RowAnswer answer;
    private final ReadJournal journal;
    private final ExportSlots exports;
    private final DisconnectWatch disconnects;

    public DatasetReader(
            Sessions sessions,
            DatasetLookup datasets,
            RowAnswer answer,
            ReadJournal journal,
            ExportSlots exports,
            DisconnectWatch disconnects) {
        this.sessions = sessions;
        this.datasets = datasets;
        this.answer = answer;
        this.journal = journal;
        this.exports = exports;
        this.disconnects = disconnects;
    }

    /**
     * Answers with rows.
     *
     * @param parse makes the checked request once the dataset is known
     */
    public void rows(RequestContext context, RelationName wanted, Function<Dataset, ReadRequest> parse, AnswerForm form)
            throws IOException {
        try (AnswerStream out = new AnswerStream(() -> begin(context, form))) {
            Map<Dataset, ReadRequest> parsed = new HashMap<>();
            rows(context, wanted, dataset -> parsed.computeIfAbsent(dataset, parse), form, out);
        }
    }

    private void rows(
            RequestContext context,
            RelationName wanted,
            Function<Dataset, ReadRequest> parse,
            AnswerForm form,
            AnswerStream out)
            throws IOException {
        Optional<Ahead> ahead = findAhead(context, wanted, parse, form);
        Caller caller = context.getCaller();
        try (ExportSlots.Slot slot = exports.enter(form.isExport(), caller.principal())) {
            boolean isAnswered = sessions.read(
                    caller.reader(),
                    form.isExport() ? Sessions.Span.EXPORT : Sessions.Span.READ,
                    new Sessions.Start(
                            datasets.lookedUpBySession(wanted),
                            moment(context),
                            context.language().tag(),
                            ahead),
                    session -> {
                        session.whenShrunk(() -> cutOff(context, out));
                        try (DisconnectWatch.Watch watch = disconnects.watch(context, session, out)) {
                            boolean isWritten = answer.write(context, session, wanted, parse, form, out);
                            // While the session is watched, so that its rights are too.
                            if (out.hasBegun()) {
                                out.finish();
                            }
                            session.requireUnshrunk();
                            return isWritten;
                        }
                    });
            if (!isAnswered) {
                journal.record(context, Action.READ, "304");
                context.http().status(304);
                return;
            }
        } catch (IOException | RuntimeException failed) {
            if (out.hasBegun()) {
                journal.record(context, Action.EXPORT_ENDED, "cut off");
            }
            throw failed;
        }
        finish(context, form, out);
    }

    /** What will be the only query; empty too if the caller may have the answer already, or it has to be of another moment. */
    private Optional<Ahead> findAhead(
            RequestContext context, RelationName wanted, Function<Dataset, ReadRequest> parse, AnswerForm form) {
        if (form.isExport()
                || context.http().header("If-None-Match") != null
                || moment(context).isPresent()) {
            return Optional.empty();
        }
        try {
            return datasets.findAhead(context, wanted, dataset -> form.findOnlyQuery(parse.apply(dataset)));
        } catch (ProblemException wrong) {
            // To be told once it is known that the caller may know of the dataset.
            return Optional.empty();
        }
    }

    /** The moment that a later page is of. */
    private static Optional<String> moment(RequestContext context) {
        return Stream.of("cursor", "$skiptoken")
                .map(context.parameters()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(Cursor::findMoment);
    }

    /** A large answer is ended without its end, also when its client is slow to read what is under way. */
    private static void cutOff(RequestContext context, AnswerStream out) {
        if (out.hasBegun()) {
            ClientConnection.of(context).abort();
        }
    }

    /** Records a large answer and begins it. */
    private OutputStream begin(RequestContext context, AnswerForm form) throws IOException {
        journal.recordNow(context, Action.EXPORT_STARTED, "200");
        context.http().status(200).contentType(form.mediaType());
        return Compression.stream(
                context.http(), form.mediaType(), context.http().res().getOutputStream());
    }

    /** Records the end of a large answer, or records and sends a small one. The transaction is over by now. */
    private void finish(RequestContext context, AnswerForm form, AnswerStream out) throws IOException {
        if (out.hasBegun()) {
            journal.record(context, Action.EXPORT_ENDED, "200");
            return;
        }
        if (form.isExport()) {
            journal.recordNow(context, Action.EXPORT_STARTED, "200");
        } else {
            journal.record(context, Action.READ, "200");
        }
        if (form.isNothing(out.kept())) {
            context.http().status(204);
            return;
        }
        byte[] body = Compression.whole(context.http(), form.mediaType(), out.kept());
        context.http().status(200).contentType(form.mediaType());
        context.http().res().setContentLength(body.length);
        context.http().res().getOutputStream().write(body);
        if (form.isExport()) {
            journal.record(context, Action.EXPORT_ENDED, "200");
        }
    }
}
