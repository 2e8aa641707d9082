package yecai.hub.session;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.connection.Pooler;
import yecai.sql.error.YecaiException;

/**
 * The API's connections.
 *
 * @param reads in which callers' sessions run; READ ONLY and REPEATABLE READ
 * @param lookups for sign-in and for what is asked while reads run
 * @param journal for the journal of reads: who waits for it is not in the way of sign-in
 * @param acts for what principals write; opened when it is needed
 */
record SessionPools(HikariDataSource reads, HikariDataSource lookups, HikariDataSource journal, HikariDataSource acts)
        implements AutoCloseable {
    /** For what takes a moment and somebody looks at an empty page for, so that it need not wait until others have read their figures. */
    static final int BRIEF = 2;

    private static final int LOOKUPS = 4;
    private static final int JOURNAL = 2;
    private static final int ACTS = 4;

    /**
     * Part of the connection's start, and of no transaction. The time zone is set per transaction: the driver sends its own.
     * To start parallel workers takes longer than to read a page, and the planner overrates the cost of a governed view.
     */
    private static final String OPTIONS =
            "-c intervalstyle=iso_8601 -c standard_conforming_strings=on" + " -c jit=off -c parallel_setup_cost=50000";

    /** Opens the pools; fails at once when the hub cannot be reached. */
    static SessionPools open(SessionSettings settings, MeterRegistry metrics) {
        try {
            HikariConfig config = config(settings, "reads", settings.connections() + BRIEF + settings.heldReads());
            config.setMinimumIdle(settings.connections() + BRIEF);
            config.setAutoCommit(false);
            config.setReadOnly(true);
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            config.setMetricRegistry(metrics);
            config.addDataSourceProperty("options", OPTIONS + limits(settings));
            SessionPools pools = new SessionPools(
                    new HikariDataSource(config),
                    new HikariDataSource(config(settings, "lookups", LOOKUPS)),
                    new HikariDataSource(config(settings, "journal", JOURNAL)),
                    new HikariDataSource(acts(settings)));
            pools.requireOwnSessions(settings);
            return pools;
        } catch (PoolInitializationException problem) {
            throw unreachable(settings, problem.getCause() == null ? problem : problem.getCause());
        }
    }

    private void requireOwnSessions(SessionSettings settings) {
        try (Connection connection = lookups.getConnection()) {
            Pooler.requireNone(connection, settings.url());
        } catch (SQLException problem) {
            close();
            throw unreachable(settings, problem);
        } catch (YecaiException pooler) {
            close();
            throw pooler;
        }
    }

    private static YecaiException unreachable(SessionSettings settings, Throwable cause) {
        return new YecaiException(
                YecaiException.Kind.HUB,
                "cannot connect to " + settings.url() + " as " + settings.user() + ": " + cause.getMessage() + "; "
                        + (cause instanceof SQLException problem && Pooler.isNamedBy(problem)
                                ? Pooler.remedy()
                                : "check the address, the user and its password in the configuration file"),
                cause);
    }

    /** A transaction that holds a snapshot is idle between two pages; the API itself ends it in time. */
    private static String limits(SessionSettings settings) {
        return " -c statement_timeout=" + settings.statementTimeout().toMillis()
                + " -c idle_in_transaction_session_timeout="
                + settings.heldFor().plus(settings.statementTimeout()).toMillis();
    }

    private static HikariConfig acts(SessionSettings settings) {
        HikariConfig config = config(settings, "acts", ACTS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.addDataSourceProperty(
                "options",
                OPTIONS + " -c statement_timeout=" + settings.statementTimeout().toMillis()
                        + " -c idle_in_transaction_session_timeout="
                        + settings.statementTimeout().toMillis());
        return config;
    }

    private static HikariConfig config(SessionSettings settings, String name, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("yecai-api-" + name);
        config.setJdbcUrl(ConnectionOpener.pinned(settings.url()));
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

    @Override
    public void close() {
        reads.close();
        lookups.close();
        journal.close();
        acts.close();
    }
}
