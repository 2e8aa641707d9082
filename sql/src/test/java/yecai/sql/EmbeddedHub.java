package yecai.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A hub database on an embedded PostgreSQL server; the server is shared, the database is not. Logins trust everybody. */
public final class EmbeddedHub {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String TEMPLATE = "hub_template";
    private static EmbeddedPostgres server;
    private static boolean isTemplateMade;

    private final String database;

    private EmbeddedHub(String database) {
        this.database = database;
    }

    /** A database with the hub's roles and nothing else. */
    public static EmbeddedHub bootstrapped() throws SQLException {
        return bootstrapped("hub" + NUMBER.incrementAndGet());
    }

    private static EmbeddedHub bootstrapped(String database) throws SQLException {
        try (Connection admin = server().getPostgresDatabase().getConnection()) {
            Bootstrap.run(admin, BootstrapSettings.of(database, "secret-of-migrate", "secret-of-capture"));
        }
        return new EmbeddedHub(database);
    }

    /** A database with the whole schema, copied from one that was migrated once. */
    public static synchronized EmbeddedHub migrated() throws SQLException {
        if (!isTemplateMade) {
            bootstrapped(TEMPLATE).migrator().migrate();
            isTemplateMade = true;
        }
        String database = "hub" + NUMBER.incrementAndGet();
        existing("postgres").run("postgres", "create database " + database + " owner yecai_owner template " + TEMPLATE);
        return bootstrapped(database);
    }

    /** A database that was made before. */
    public static EmbeddedHub existing(String database) {
        return new EmbeddedHub(database);
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "60")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    public Migrator migrator() {
        return new Migrator(dataSource("yecai_migrate"));
    }

    public String database() {
        return database;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server().getPort() + "/" + database;
    }

    public DataSource dataSource(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user);
        return source;
    }

    public Connection open(String user) throws SQLException {
        return DriverManager.getConnection(url(), user, "");
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

    /** The first column of the last statement's rows. */
    static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            boolean isQuery = statement.execute(sql);
            while (!isQuery && statement.getUpdateCount() >= 0) {
                isQuery = statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
