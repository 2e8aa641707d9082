package yecai.hub.api;

import java.util.concurrent.Semaphore;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** How many exports run at the same time, so that some connections always remain for small reads. */
final class Exports {
    /** A place that is given back when closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private static final int RETRY_SECONDS = 10;

    private final int most;
    private final Semaphore places;

    Exports(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    Place enter(boolean isExport) {
        if (!isExport) {
            return () -> {};
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemCode.BUSY, most + " exports are running already; try again later.", RETRY_SECONDS, null);
        }
        return places::release;
    }

    int running() {
        return most - places.availablePermits();
    }
}
