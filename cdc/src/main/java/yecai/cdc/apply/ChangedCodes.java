package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.code.CodeSteps;
import yecai.cdc.code.CodeWatch;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Brings changed codes of the source into its canonical rows, step by step between the ERP's transactions. What cannot be done is
 * noted with the change, and holds up nothing else.
 */
final class ChangedCodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangedCodes.class);
    /** A lock that is held, transactions that wait for each other: over in a moment. */
    private static final Set<String> PASSING = Set.of("55P03", "40001", "40P01");

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final String source;
    private final Connection hub;
    private final HubTransaction transaction;
    private final CodeSteps steps;
    private final CodeWatch watch;
    private long notBefore = System.nanoTime();
    private boolean failed;

    ChangedCodes(SourceSettings settings, Connection hub, HubTransaction transaction) {
        this.source = settings.source();
        this.hub = hub;
        this.transaction = transaction;
        this.steps = transaction.codes(settings);
        this.watch = new CodeWatch(settings);
    }

    void start() {
        watch.start();
    }

    /** Makes a step if there is one to make; then the ERP's transactions have as much time before the next. */
    void step() throws SQLException {
        boolean adopts = watch.adopts();
        if (failed || !(adopts || watch.derives()) || System.nanoTime() - notBefore < 0) {
            return;
        }
        long start = System.nanoTime();
        long pause = 0;
        try {
            transaction.step(steps, adopts);
        } catch (SQLException e) {
            transaction.rollbackStep();
            if (PASSING.contains(e.getSQLState())) {
                LOG.debug("{}: changed codes are put off: {}", source, e.getMessage());
                pause = PAUSE_NANOS;
            } else {
                fail(e.getMessage());
            }
        } catch (YecaiException e) {
            if (e.kind() != Kind.PACK) {
                throw e;
            }
            transaction.rollbackStep();
            fail(e.getMessage());
        }
        watch.stepped();
        long end = System.nanoTime();
        notBefore = end + Math.max(pause, end - start);
    }

    // Until the next start of the capture. If the hub cannot be reached, this fails as well, and the capture with it.
    private void fail(String why) throws SQLException {
        failed = true;
        LOG.error("{}: changed codes cannot be brought into the canonical rows: {}", source, why);
        try (PreparedStatement statement =
                hub.prepareStatement("update hub.code_change set problem = ? where source = ? and done_at is null")) {
            statement.setString(1, why);
            statement.setString(2, source);
            statement.executeUpdate();
        }
        hub.commit();
    }

    @Override
    public void close() {
        watch.close();
    }
}
