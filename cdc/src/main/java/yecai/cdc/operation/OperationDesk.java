package yecai.cdc.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.SlotLog;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/**
 * Looks each second whether somebody has asked something of the capture of a source ({@code hub.operation}), does it, and writes down
 * what came of it; and every ten seconds how the source is. In the process that captures the source: it alone has the ERP's connection.
 * What a process had begun that ended in the middle is said to be interrupted by the next one.
 */
public final class OperationDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationDesk.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final int VITALS_EVERY = 10;

    private final SourceSettings settings;
    private final Supplier<OptionalLong> lead;
    private final Supplier<Vitals> vitals;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Vitals earlier;
    private long earlierAt;

    private OperationDesk(SourceSettings settings, Supplier<OptionalLong> lead, Supplier<Vitals> vitals) {
        this.settings = settings;
        this.lead = lead;
        this.vitals = vitals;
        this.thread = new Thread(this::work, "yecai-operations-" + settings.source());
        this.thread.setDaemon(true);
    }

    /**
     * Starts it on a thread and with a connection of its own.
     *
     * @param lead number of this process as the source's lead while it captures; empty: another one is asked
     */
    public static OperationDesk start(SourceSettings settings, Supplier<OptionalLong> lead, Supplier<Vitals> vitals) {
        OperationDesk desk = new OperationDesk(settings, lead, vitals);
        desk.thread.start();
        return desk;
    }

    /** Gives up what it is doing, of which nothing is kept. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            boolean isTold = false;
            do {
                try (Connection hub = settings.hub().open("yecai operations " + settings.source())) {
                    lookUntilClosed(hub);
                    isTold = false;
                } catch (SQLException | YecaiException problem) {
                    if (!isTold && closing.getCount() > 0) {
                        LOG.warn("{}: nothing that is asked is done now: {}", settings.source(), problem.getMessage());
                        isTold = true;
                    }
                }
            } while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUntilClosed(Connection hub) throws SQLException, InterruptedException {
        for (long round = 0; !closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); round++) {
            OptionalLong epoch = lead.get();
            if (epoch.isEmpty()) {
                continue;
            }
            if (round % VITALS_EVERY == 0) {
                noteVitals(hub);
                // events of a hub without an API, or whose API is away, are numbered and end some day
                Handles.use(
                        hub,
                        handle -> handle.createQuery("select hub.number_abandoned()::text")
                                .mapTo(String.class)
                                .list());
            }
            Optional<Asked> asked = take(hub, epoch.getAsLong());
            if (asked.isPresent()) {
                perform(hub, epoch.getAsLong(), asked.get());
            }
        }
    }

    private Optional<Asked> take(Connection hub, long epoch) throws SQLException {
        return Handles.with(hub, handle -> {
            boolean isAsked = handle.createQuery(Handles.sql(OperationDesk.class, "is_asked"))
                    .bind("source", settings.source())
                    .bind("epoch", epoch)
                    .mapTo(boolean.class)
                    .one();
            return !isAsked
                    ? Optional.empty()
                    : handle.createQuery("select operation, kind, tables, mapping, derive_key, requested_by"
                                    + " from hub.take_operation(:source, :epoch)")
                            .bind("source", settings.source())
                            .bind("epoch", epoch)
                            .map(ConstructorMapper.of(Asked.class))
                            .findOne();
        });
    }

    private void perform(Connection hub, long epoch, Asked asked) throws SQLException, InterruptedException {
        LOG.info(
                "{}: operation {} ({}) of {} begins",
                settings.source(),
                asked.operation(),
                asked.kind(),
                asked.requestedBy());
        String state = "done";
        Outcome outcome;
        try {
            outcome = new Performance(settings, progress(asked)).of(asked);
        } catch (YecaiException problem) {
            boolean isEnding = closing.getCount() == 0;
            state = isEnding ? "interrupted" : "failed";
            outcome = new Outcome().with("problem", problem.getMessage());
        }
        // what was done stays done: how it ended is written even while this ends
        boolean wasInterrupted = Thread.interrupted();
        end(hub, epoch, asked, state, outcome);
        LOG.info("{}: operation {} is {}", settings.source(), asked.operation(), state);
        if (wasInterrupted) {
            throw new InterruptedException();
        }
    }

    /** Tries until the hub has it: a connection may have gone while the work was done. */
    private void end(Connection hub, long epoch, Asked asked, String state, Outcome outcome)
            throws SQLException, InterruptedException {
        try {
            write(hub, epoch, asked, state, outcome);
        } catch (SQLException problem) {
            do {
                try (Connection another = settings.hub().open("yecai operations " + settings.source())) {
                    write(another, epoch, asked, state, outcome);
                    throw problem;
                } catch (SQLException again) {
                    if (again == problem) {
                        throw problem;
                    }
                    LOG.debug("how operation {} ended is not written yet", asked.operation(), again);
                }
            } while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private static void write(Connection hub, long epoch, Asked asked, String state, Outcome outcome)
            throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery(
                                "select hub.end_operation(:operation, :epoch, :state, cast(:outcome as jsonb))")
                        .bind("operation", asked.operation())
                        .bind("epoch", epoch)
                        .bind("state", state)
                        .bind("outcome", outcome.json())
                        .mapTo(boolean.class)
                        .one());
    }

    private LoadProgress progress(Asked asked) {
        return new LoadProgress() {
            @Override
            public void phase(String what) {
                try (Connection hub = settings.hub().open("yecai operations " + settings.source())) {
                    Handles.use(
                            hub,
                            handle -> handle.createUpdate(
                                            "update hub.operation set progress = :what where operation = :operation")
                                    .bind("what", what)
                                    .bind("operation", asked.operation())
                                    .execute());
                } catch (SQLException problem) {
                    LOG.debug("the progress of operation {} is not told", asked.operation(), problem);
                }
            }

            @Override
            public void copied(String table, long rows) {}
        };
    }

    private void noteVitals(Connection hub) throws SQLException {
        Vitals now = vitals.get();
        long nanos = System.nanoTime();
        double seconds = earlier == null ? 0 : (nanos - earlierAt) / 1e9;
        double transactions = seconds <= 0 ? 0 : Math.max(0, now.transactions() - earlier.transactions()) / seconds;
        double events = seconds <= 0 ? 0 : Math.max(0, now.events() - earlier.events()) / seconds;
        earlier = now;
        earlierAt = nanos;
        Handles.use(
                hub,
                handle -> handle.createUpdate(Handles.sql(OperationDesk.class, "note_vitals"))
                        .bind("source", settings.source())
                        .bind("kept", now.log().map(SlotLog::keptBytes).orElse(null))
                        .bind("behind", now.log().map(SlotLog::behindBytes).orElse(null))
                        .bind("left", now.log().map(SlotLog::leftBytes).orElse(null))
                        .bind("hours", now.log().flatMap(SlotLog::findHoursLeft).orElse(null))
                        .bind("transactions", transactions)
                        .bind("events", events)
                        .execute());
    }
}
