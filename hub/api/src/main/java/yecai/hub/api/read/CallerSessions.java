package yecai.hub.api.read;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Dataset;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;
import yecai.hub.session.Sessions;
import yecai.hub.session.Sessions.Start;

/** Does small things in a session of the caller's, such as listing and counting: fresh enough, with headers, recorded. */
public final class CallerSessions {
    /** What is done with a dataset. */
    public interface DatasetWork<T> {
        T run(Session session, Dataset dataset) throws IOException;
    }

    private final Sessions sessions;
    private final DatasetLookup datasets;
    private final Freshness freshness;
    private final ReadJournal journal;

    public CallerSessions(Sessions sessions, DatasetLookup datasets, Freshness freshness, ReadJournal journal) {
        this.sessions = sessions;
        this.datasets = datasets;
        this.freshness = freshness;
        this.journal = journal;
    }

    /** Does work in a session. */
    public <T> T run(RequestContext context, Action action, Sessions.Work<T> work) throws IOException {
        return run(context, action, Sessions.Span.READ, Optional.empty(), work);
    }

    /** Does work that takes a moment, such as listing choices, and does not wait behind reads that take longer. */
    public <T> T runBriefly(RequestContext context, Action action, Sessions.Work<T> work) throws IOException {
        return run(context, action, Sessions.Span.BRIEF, Optional.empty(), work);
    }

    /** Does work with one dataset. */
    public <T> T runWithDataset(RequestContext context, Action action, RelationName wanted, DatasetWork<T> work)
            throws IOException {
        return run(
                context,
                action,
                Sessions.Span.READ,
                datasets.lookedUpBySession(wanted),
                session -> work.run(session, datasets.getDataset(context, session, wanted)));
    }

    /** Does work whose rows leave the hub in a file: recorded before its first row is read, and at its end. */
    public <T> T export(RequestContext context, Sessions.Work<T> work) throws IOException {
        journal.recordNow(context, Action.EXPORT_STARTED, "200");
        String outcome = "cut off";
        try {
            Start start = new Start(
                    Optional.empty(), Optional.empty(), context.language().tag(), Optional.empty());
            T result = sessions.read(context.getCaller().reader(), Sessions.Span.EXPORT, start, work);
            outcome = "200";
            return result;
        } finally {
            journal.record(context, Action.EXPORT_ENDED, outcome);
        }
    }

    private <T> T run(
            RequestContext context,
            Action action,
            Sessions.Span span,
            Optional<RelationName> wanted,
            Sessions.Work<T> work)
            throws IOException {
        Start start = new Start(wanted, Optional.empty(), context.language().tag(), Optional.empty());
        T result = sessions.read(context.getCaller().reader(), span, start, session -> {
            freshness.requireFresh(session.context(), context.parameters());
            freshness.writeHeaders(context, session);
            return work.run(session);
        });
        journal.record(context, action, "200");
        return result;
    }

    /** Lists the caller's datasets by name. */
    public List<Dataset> listDatasets(RequestContext context, Session session) throws IOException {
        return datasets.listDatasets(context, session);
    }

    /** Returns the caller's scope in words. */
    public String scope(Session session) {
        return freshness.scope(session.context());
    }
}
