package yecai.hub.console.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.journal.AccessEntry.Action;
import yecai.hub.console.page.Pages;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Sessions;

/** Reads on a visitor's behalf. */
public final class Reading {
    private interface Read {
        String text() throws IOException;
    }

    private Reading() {}

    /** Does work in a session of the visitor's, and records it. */
    private static <T> T run(ApiDoor door, Visit visit, Action action, Sessions.Work<T> work) throws IOException {
        return door.callers().run(visit.request(), action, work);
    }

    /** Does work in a session of the visitor's that takes a moment and that the page's first byte waits for, and records it. */
    public static <T> T begin(ApiDoor door, Visit visit, Action action, Sessions.Work<T> work) throws IOException {
        return door.callers().runBriefly(visit.request(), action, work);
    }

    /** Does work whose rows leave in a file. */
    static <T> T export(ApiDoor door, Visit visit, Sessions.Work<T> work) throws IOException {
        return door.callers().export(visit.request(), work);
    }

    /**
     * The text of figures of a page whose beginning has been sent, or in their place what is wrong with the question. The read is
     * recorded as one.
     */
    public static String figures(ApiDoor door, Visit visit, Pages pages, Sessions.Work<String> work) {
        return text(visit, pages, () -> run(door, visit, Action.READ, work));
    }

    /** The same for a list of what there is, which takes a moment. */
    public static String list(ApiDoor door, Visit visit, Pages pages, Sessions.Work<String> work) {
        return text(visit, pages, () -> begin(door, visit, Action.LIST, work));
    }

    private static String text(Visit visit, Pages pages, Read read) {
        try {
            return read.text();
        } catch (ProblemException problem) {
            visit.request().setProblem(problem.code());
            return alert(visit, pages, problem);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static String alert(Visit visit, Pages pages, ProblemException problem) {
        String lead = visit.words()
                .find("problem." + problem.code().slug())
                .orElse(problem.code().title());
        return pages.text("alert", Map.of("text", lead + ": " + problem.getMessage()));
    }
}
