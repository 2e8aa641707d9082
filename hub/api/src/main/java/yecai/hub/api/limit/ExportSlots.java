package yecai.hub.api.limit;

import java.time.Duration;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.share.FairShare;

/** Limits the exports that run at the same time, so that some connections always remain for small reads. */
public final class ExportSlots {
    /** The right to run one export; given back when closed. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    private static final int RETRY_SECONDS = 10;

    private final FairShare places;

    public ExportSlots(int most) {
        this.places = new FairShare(most);
    }

    /** Enters an export, of which a principal can have half at most, so that others always find a place. */
    public Slot enter(boolean isExport, String principal) {
        if (!isExport) {
            return () -> {};
        }
        try {
            FairShare.Place place = places.take(principal, Duration.ZERO)
                    .orElseThrow(() -> new ProblemException(
                            ProblemCode.BUSY,
                            "Too many exports are already running, or " + places.share()
                                    + " of this principal; try again later.",
                            RETRY_SECONDS,
                            null));
            return place::close;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The API is shutting down.", 5, ending);
        }
    }

    public int running() {
        return places.taken();
    }
}
