package yecai.hub.console.report;

import java.io.IOException;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.visit.Visit;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;
import yecai.hub.session.Sessions;

/**
 * Reads on a visitor's behalf. A plan of a governed view leaves out the branches that are not the reader's, and PostgreSQL makes
 * a kept plan anew for another role only where the view stands on tables with row policies, which that of the aging buckets
 * does not. Connections are shared, so here nothing is planned for others.
 */
public final class Reading {
    private Reading() {}

    /** Does work in a session of the visitor's, and records it. */
    public static <T> T run(ApiDoor door, Visit visit, Action action, Sessions.Work<T> work) throws IOException {
        return door.callers().run(visit.request(), action, session -> work.run(planned(session)));
    }

    /** Does work whose rows leave in a file. */
    static <T> T export(ApiDoor door, Visit visit, Sessions.Work<T> work) throws IOException {
        return door.callers().export(visit.request(), session -> work.run(planned(session)));
    }

    private static Session planned(Session session) throws IOException {
        session.read(
                new QueryText().sql("select set_config('plan_cache_mode', 'force_custom_plan', true)"), 0, row -> {});
        return session;
    }
}
