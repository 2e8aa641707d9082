package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * A hub database of a test. Its server is the shared one of {@link TestServers} unless another is given, so that names of
 * roles must differ between tests; the database is its own, copied from one that is migrated once per server.
 */
public final class EmbeddedHub {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String TEMPLATE = "hub_template";
    private static final Set<TestServer> WITH_TEMPLATE = ConcurrentHashMap.newKeySet();

    private final TestServer server;
    private final String database;

    private EmbeddedHub(TestServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** A database with the hub's roles and nothing else. */
    public static EmbeddedHub bootstrapped() throws SQLException {
        return bootstrapped(TestServers.shared(Role.HUB), nextName());
    }

    private static EmbeddedHub bootstrapped(TestServer server, String database) throws SQLException {
        try (Connection admin = server.open("postgres", "postgres")) {
            Bootstrap.run(admin, BootstrapSettings.of(database, "secret-of-migrate", "secret-of-capture"));
        }
        try (Connection admin = server.open(database, "postgres")) {
            PublicFunctions.close(admin);
        }
        return new EmbeddedHub(server, database);
    }

    /** A database with the whole schema. */
    public static EmbeddedHub migrated() throws SQLException {
        return migrated(TestServers.shared(Role.HUB));
    }

    /** The same on another server. */
    public static synchronized EmbeddedHub migrated(TestServer server) throws SQLException {
        if (!WITH_TEMPLATE.contains(server)) {
            bootstrapped(server, TEMPLATE).migrator().migrate();
            WITH_TEMPLATE.add(server);
        }
        String database = nextName();
        server.run("postgres", "create database " + database + " owner yecai_owner template " + TEMPLATE);
        return bootstrapped(server, database);
    }

    /** A database of the shared server that was made before. */
    public static EmbeddedHub existing(String database) {
        return new EmbeddedHub(TestServers.shared(Role.HUB), database);
    }

    private static String nextName() {
        return "hub" + NUMBER.incrementAndGet();
    }

    public Migrator migrator() {
        return new Migrator(dataSource("yecai_migrate"));
    }

    public String database() {
        return database;
    }

    public String url() {
        return server.url(database);
    }

    public DataSource dataSource(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user);
        return source;
    }

    public Connection open(String user) throws SQLException {
        return server.open(database, user);
    }

    /** Removes the database, whoever is connected to it. */
    public void drop() throws SQLException {
        server.run("postgres", "drop database " + database + " with (force)");
    }

    /** Runs statements as a user and commits. */
    public void run(String user, String sql) throws SQLException {
        try (Connection connection = open(user);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query as texts. */
    public List<String> list(String user, String sql) throws SQLException {
        try (Connection connection = open(user)) {
            return list(connection, sql);
        }
    }

    /** Waits until the server has ended a session. */
    public static void awaitEnd(Connection session) throws SQLException {
        Waiting.until("the session is ended", Duration.ofSeconds(60), () -> {
            try {
                list(session, "select 1");
                return false;
            } catch (SQLException problem) {
                return String.valueOf(problem.getSQLState()).matches("57P01|08...");
            }
        });
    }

    /** The first column of the last statement's rows; empty when it has none. */
    public static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            boolean isQuery = statement.execute(sql);
            while (!isQuery && statement.getUpdateCount() >= 0) {
                isQuery = statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                while (rows != null && rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
