package yecai.cdc.parked;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.load.RunningCapture;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.snapshot.BarrierRequest;
import yecai.cdc.snapshot.Deadline;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Writes a source in one transaction while no other process does: a running capture is held for that long, without one the
 * source's lock is taken.
 */
public final class HeldSource {
    private static final Logger LOG = LoggerFactory.getLogger(HeldSource.class);
    private static final Duration HOLD = Duration.ofSeconds(60);

    private final SourceSettings settings;
    private final String application;

    /** @param application what the hub's server shows of the connections */
    public HeldSource(SourceSettings settings, String application) {
        this.settings = settings;
        this.application = application;
    }

    /** What is done in the transaction, which commits. */
    public interface Work<T> {
        /** @param hub a connection without autocommit */
        T run(Connection hub) throws SQLException;
    }

    /**
     * Does it.
     *
     * @throws YecaiException of kind CONFLICT if the capture cannot be held or another process writes the source; of kind PACK
     *     if the pack is another than the one that was loaded
     */
    public <T> T write(Work<T> work) throws SQLException {
        try (Connection control = settings.hub().open(application)) {
            requireSamePack(SourceState.getLoaded(control, settings.source()));
            return RunningCapture.isThere(control, settings.source()) ? besideTheCapture(control, work) : alone(work);
        }
    }

    private <T> T alone(Work<T> work) throws SQLException {
        try (Connection hub = open()) {
            SourceLock.take(hub, settings.source());
            ApartDerivation.finish(hub, settings);
            T result = work.run(hub);
            hub.commit();
            return result;
        }
    }

    private <T> T besideTheCapture(Connection control, Work<T> work) throws SQLException {
        try (BarrierRequest barrier = BarrierRequest.raise(control, settings.source(), application, HOLD);
                Connection hub = open()) {
            if (!Deadline.in(HOLD).await(barrier::isAnswered)) {
                throw notHeld("does not answer: it may be in the middle of a large transaction");
            }
            if (!keepHeld(hub)) {
                throw notHeld("did not stay held");
            }
            T result = work.run(hub);
            hub.commit();
            try {
                barrier.withdraw();
            } catch (YecaiException expired) {
                LOG.debug("the request to hold had expired, but only after it was committed", expired);
            }
            return result;
        }
    }

    private Connection open() throws SQLException {
        Connection hub = settings.hub().open(application);
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
        }
        hub.setAutoCommit(false);
        return hub;
    }

    // Keeps a held capture from continuing before this transaction ends; false if it continued already. A capture
    // deletes an
    // expired request before it continues, and so waits for whoever has locked the request's row. The source's row is
    // what
    // a capture updates with every commit.
    private boolean keepHeld(Connection hub) throws SQLException {
        String held = "select from hub.barrier"
                + " where source = ? and reached_at is not null and expires_at > clock_timestamp() for update";
        for (String sql : List.of(held, "select from hub.source where source = ? for update")) {
            try (PreparedStatement statement = hub.prepareStatement(sql)) {
                statement.setString(1, settings.source());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void requireSamePack(SourceState state) {
        if (!PackDigest.of(settings.pack()).equals(state.packVersion())) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + settings.pack().name() + " differs from the one with which source " + settings.source()
                            + " was loaded: run `yecai pack upgrade --source " + settings.source() + "`, which derives"
                            + " everything with the new one");
        }
    }

    private YecaiException notHeld(String what) {
        return new YecaiException(
                Kind.CONFLICT,
                "the capture of source " + settings.source() + " " + what + "; see `yecai status`, and try again");
    }
}
