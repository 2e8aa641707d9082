package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * Compares the tables of a captured source with the ERP, one after the other, for as long as the capture runs, and notes what it
 * finds in {@code hub.reconciliation}. It repairs nothing, and what goes wrong with it does not concern the capture.
 */
public final class Scrubber implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String REQUESTED_BY = "yecai capture";

    private final SourceSettings settings;
    private final ScrubSettings scrub;
    private final Duration pause;
    private final BooleanSupplier captures;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Scrubber(SourceSettings settings, ScrubSettings scrub, Duration pause, BooleanSupplier captures) {
        this.settings = settings;
        this.scrub = scrub;
        this.pause = pause;
        this.captures = captures;
        this.thread = new Thread(this::work, "yecai-scrub-" + settings.source());
        this.thread.setDaemon(true);
    }

    /**
     * Starts it on a thread of its own; it begins after a pause, which it also makes when nothing is to be done. Does nothing for
     * a source whose texts cannot be compared.
     *
     * @param captures whether this process captures the source now: a standby leaves the comparison to the other one
     */
    public static Scrubber start(
            SourceSettings settings, ScrubSettings scrub, Duration pause, BooleanSupplier captures) {
        Scrubber scrubber = new Scrubber(settings, scrub, pause, captures);
        if (scrub.share() > 0 && Reconciliation.isComparable(settings)) {
            scrubber.thread.start();
        }
        return scrubber;
    }

    /** Gives up what it is comparing. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            boolean worked = false;
            while (!closing.await(worked ? 0 : pause.toMillis(), TimeUnit.MILLISECONDS)) {
                worked = captures.getAsBoolean() && scrub.mayBeginAt(LocalTime.now()) && compareNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there was anything to compare, and it was. */
    private boolean compareNext() {
        try {
            List<String> due = listDue();
            if (due.isEmpty()) {
                return false;
            }
            ReconcileOptions options = new ReconcileOptions(REQUESTED_BY, TIMEOUT, scrub.share(), false);
            ReconcileReport report =
                    new Reconciliation(settings, source -> notRunning()).run(due, options, LoadProgress.SILENT);
            report.tables().stream().filter(table -> !table.isEqual()).forEach(this::warn);
            return true;
        } catch (YecaiException problem) {
            if (closing.getCount() > 0) {
                LOG.warn("{}: the comparison with the ERP is put off: {}", settings.source(), problem.getMessage());
            }
            return false;
        }
    }

    private List<String> listDue() {
        try (Connection hub = settings.hub().open(REQUESTED_BY + " " + settings.source())) {
            return Handles.with(
                    hub,
                    handle -> handle.createQuery(Handles.sql(Scrubber.class, "due"))
                            .bind("source", settings.source())
                            .bind("mirrorSchema", settings.mirrorSchema())
                            .bind("seconds", scrub.every().toSeconds())
                            .mapTo(String.class)
                            .list());
        } catch (SQLException problem) {
            throw SqlProblem.hub(settings.hub(), problem);
        }
    }

    private void warn(TableResult table) {
        LOG.error(
                "{}: table {} {} (position {}); run `yecai reconcile --repair --source {} {}`",
                settings.source(),
                table.table(),
                table.problem()
                        .orElseGet(() -> "differs from the ERP: " + table.changed() + " changed, " + table.missing()
                                + " missing, " + table.extra() + " extra rows"),
                table.position(),
                settings.source(),
                table.table());
    }

    private yecai.cdc.load.TableReload.StartedCapture notRunning() {
        throw new YecaiException(Kind.CONFLICT, "the capture of source " + settings.source() + " is not running");
    }
}
