package yecai.hub.session;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.YecaiException;

/**
 * The one door to the hub on a caller's behalf. Its login can do nothing by itself: every read takes on the caller's
 * principal, for one READ ONLY transaction, and nothing of it outlives the transaction.
 */
public final class Sessions implements AutoCloseable {
    /** What is done in a session. */
    public interface Work<T> {
        T run(Session session) throws IOException;
    }

    /** How long the server may work for one statement. */
    public enum Span {
        READ,
        EXPORT
    }

    /** Connections for sign-in and for the journal of reads. */
    private static final int LOOKUPS = 4;

    /**
     * Part of the connection's start, and of no transaction. The time zone is set per transaction: the driver sends its own.
     * To start parallel workers takes longer than to read a page, and the planner overrates the cost of a governed view.
     */
    private static final String OPTIONS = "-c search_path=pg_catalog,pg_temp -c intervalstyle=iso_8601"
            + " -c standard_conforming_strings=on -c jit=off -c parallel_setup_cost=50000";

    private final SessionSettings settings;
    private final HikariDataSource reads;
    private final HikariDataSource lookups;
    /** Waiting here costs less than in the pool, which asks for another connection each time. */
    private final Semaphore places;

    private Sessions(SessionSettings settings, HikariDataSource reads, HikariDataSource lookups) {
        this.settings = settings;
        this.reads = reads;
        this.lookups = lookups;
        this.places = new Semaphore(settings.connections());
    }

    /** Opens the pools; fails at once when the hub cannot be reached. */
    public static Sessions open(SessionSettings settings, MeterRegistry metrics) {
        try {
            HikariConfig config = config(settings, "reads", settings.connections());
            config.setAutoCommit(false);
            config.setReadOnly(true);
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            config.setMetricRegistry(metrics);
            config.addDataSourceProperty("options", OPTIONS + limits(settings.statementTimeout()));
            HikariDataSource reads = new HikariDataSource(config);
            Sessions sessions =
                    new Sessions(settings, reads, new HikariDataSource(config(settings, "lookups", LOOKUPS)));
            metrics.gauge("yecai.api.sessions.waiting", sessions.places, Semaphore::getQueueLength);
            return sessions;
        } catch (PoolInitializationException problem) {
            String cause = problem.getCause() == null
                    ? problem.getMessage()
                    : problem.getCause().getMessage();
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "cannot connect to " + settings.url() + " as " + settings.user() + ": " + cause
                            + "; check the address, the user and its password in the configuration file",
                    problem);
        }
    }

    private static String limits(Duration timeout) {
        return " -c statement_timeout=" + timeout.toMillis() + " -c idle_in_transaction_session_timeout="
                + timeout.toMillis();
    }

    private static HikariConfig config(SessionSettings settings, String name, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("yecai-api-" + name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        config.addDataSourceProperty("options", OPTIONS);
        config.addDataSourceProperty("ApplicationName", "yecai api");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    /** Does work as a principal and ends the transaction, whatever happens. */
    public <T> T read(String principal, Span span, Work<T> work) throws IOException {
        return read(principal, span, Optional.empty(), work);
    }

    /**
     * Does work as a principal and ends the transaction, whatever happens.
     *
     * @param wanted a view to look up with the session's first statement
     */
    public <T> T read(String principal, Span span, Optional<RelationName> wanted, Work<T> work) throws IOException {
        Connection connection = take();
        boolean isSound = false;
        try {
            Opened opened;
            try {
                opened = SessionStart.run(connection, principal, timeout(span), wanted);
            } catch (ProblemException refused) {
                isSound = true;
                throw refused;
            }
            Session session = new Session(connection, opened);
            try {
                T result = work.run(session);
                connection.commit();
                return result;
            } finally {
                isSound = session.leavesConnectionSound();
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        } finally {
            giveBack(connection, isSound);
        }
    }

    private Connection take() {
        awaitPlace();
        try {
            return reads.getConnection();
        } catch (SQLException problem) {
            places.release();
            throw DatabaseProblem.of(problem);
        }
    }

    private void awaitPlace() {
        try {
            if (!places.tryAcquire(settings.connectionWait().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemCode.BUSY, "Try again in a moment.", 2, null);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The API is ending.", 5, ending);
        }
    }

    /** Ends what is left of the transaction; a connection that is not sound is closed and replaced. */
    private void giveBack(Connection connection, boolean isSound) {
        try (connection) {
            if (isSound) {
                connection.rollback();
            } else {
                reads.evictConnection(connection);
            }
        } catch (SQLException problem) {
            reads.evictConnection(connection);
        } finally {
            places.release();
        }
    }

    private Optional<Duration> timeout(Span span) {
        return switch (span) {
            case READ -> Optional.empty();
            case EXPORT -> Optional.of(settings.exportTimeout());
        };
    }

    /** Returns the questions that come before a principal is known. */
    public SignInLookup signInLookup() {
        return new SignInLookup(lookups);
    }

    /** Returns the way into the journal of reads. */
    public AccessRecorder accessRecorder() {
        return new AccessRecorder(lookups);
    }

    /** Fails when the hub cannot be read. */
    public void requireReady() {
        try (Connection connection = lookups.getConnection()) {
            if (!connection.isValid(2)) {
                throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The connection is not valid.");
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    @Override
    public void close() {
        reads.close();
        lookups.close();
    }
}
