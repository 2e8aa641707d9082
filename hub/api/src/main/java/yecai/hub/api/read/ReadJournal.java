package yecai.hub.api.read;

import java.time.Clock;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.api.journal.AccessJournal;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.signin.Caller;

/** Records what a request read, for whom and with which outcome. */
public final class ReadJournal {
    private final AccessJournal journal;
    private final Clock clock;

    public ReadJournal(AccessJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Records soon, together with other reads. */
    public void record(RequestContext context, Action action, String outcome) {
        journal.add(entry(context, action, outcome));
    }

    /** Records; it is committed when this returns. */
    void recordNow(RequestContext context, Action action, String outcome) {
        journal.addNow(entry(context, action, outcome));
    }

    private AccessEntry entry(RequestContext context, Action action, String outcome) {
        Caller caller = context.getCaller();
        return new AccessEntry(
                clock.instant(),
                caller.principal(),
                caller.credential(),
                context.correlation(),
                action,
                context.dataset(),
                context.query(),
                outcome,
                context.rows());
    }
}
