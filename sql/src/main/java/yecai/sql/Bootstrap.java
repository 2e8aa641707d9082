package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes the hub's roles and its database. Run by an administrator who is a superuser or has CREATEROLE and CREATEDB,
 * connected to any database of the server. Safe to repeat: it makes what is missing and sets passwords that are given.
 */
public final class Bootstrap {
    private static final List<String> GROUPS = List.of(
            "yecai_owner",
            "yecai_mart",
            "yecai_mart_all",
            "yecai_mart_narrow",
            "yecai_dba",
            "yecai_approver",
            "yecai_preview",
            "finance_reader",
            "production_reader",
            "reporting_reader");
    private static final List<String> READERS = List.of("finance_reader", "production_reader", "reporting_reader");
    private static final String PLAIN = " nosuperuser nocreatedb noreplication nobypassrls";

    private final Connection admin;
    private final BootstrapSettings settings;
    private final int version;

    private Bootstrap(Connection admin, BootstrapSettings settings) throws SQLException {
        this.admin = admin;
        this.settings = settings;
        this.version = ServerVersion.number(admin);
    }

    /**
     * Makes roles and database as needed. The connection stays open and must be in auto-commit mode.
     *
     * @throws YecaiException of kind HUB when the server is too old or refuses a statement
     */
    public static void run(Connection admin, BootstrapSettings settings) {
        ServerVersion.requireSupported(admin, settings.allowOldServer());
        try {
            var bootstrap = new Bootstrap(admin, settings);
            bootstrap.makeRoles();
            bootstrap.makeDatabase();
        } catch (SQLException e) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "The bootstrap of database " + settings.database() + " failed: " + e.getMessage()
                            + ". It needs a superuser, or a role with CREATEROLE and CREATEDB.",
                    e);
        }
    }

    private void makeRoles() throws SQLException {
        for (String group : GROUPS) {
            makeRole(group, "nologin nocreaterole" + PLAIN);
        }
        // Owns the functions that make principals and logins; nobody logs in as it.
        makeRole("yecai_access", "nologin noinherit createrole" + PLAIN);
        // Only sets which role a login takes on when it connects; administers logins and nothing else.
        makeRole("yecai_login_admin", "nologin noinherit createrole" + PLAIN);
        makeRole("yecai_migrate", "login noinherit nocreaterole" + PLAIN);
        makeRole("yecai_capture", "login nocreaterole" + PLAIN);
        // Has no right of its own; takes on the principal of each caller.
        makeRole("yecai_api", "login noinherit nocreaterole" + PLAIN);
        setPassword("yecai_migrate", settings.migratePassword());
        setPassword("yecai_capture", settings.capturePassword());
        setPassword("yecai_api", settings.apiPassword());
        for (String role :
                List.of("yecai_owner", "yecai_mart", "yecai_mart_all", "yecai_mart_narrow", "yecai_access")) {
            grantToActAs(role, "yecai_migrate");
        }
        if (version >= 160_000) {
            grantToActAs("yecai_login_admin", "yecai_dba");
        }
        // May take on every principal's role, to show what that principal sees.
        grantToActAs("yecai_preview", "yecai_dba");
        for (String reader : READERS) {
            execute("grant " + reader + " to yecai_access with admin option"
                    + (version >= 160_000 ? ", inherit false, set false" : ""));
        }
    }

    private void makeDatabase() throws SQLException {
        String database = settings.database();
        if (!exists("select from pg_database where datname = ?", database)) {
            if (!exists(
                    "select from pg_roles where rolname = ? and rolsuper",
                    admin.getMetaData().getUserName())) {
                grantToActAs("yecai_owner", "current_user");
            }
            execute("create database " + database + " owner yecai_owner encoding 'UTF8' template template0");
        }
        execute("revoke all on database " + database + " from public");
        execute("grant connect on database " + database + " to yecai_migrate, yecai_api");
        execute("grant connect, create, temporary on database " + database + " to yecai_capture");
        execute("grant create on database " + database + " to yecai_owner");
        execute("grant connect on database " + database + " to yecai_access with grant option");
    }

    private void makeRole(String role, String attributes) throws SQLException {
        if (!exists("select from pg_roles where rolname = ?", role)) {
            execute("create role " + role + " " + attributes);
        }
    }

    private void grantToActAs(String role, String member) throws SQLException {
        execute("grant " + role + " to " + member + (version >= 160_000 ? " with inherit false, set true" : ""));
    }

    private void setPassword(String login, Optional<String> password) throws SQLException {
        if (password.isEmpty()) {
            return;
        }
        try (var statement = admin.createStatement()) {
            statement.execute("set password_encryption = 'scram-sha-256'");
            // The verifier, not the password, travels in the statement, so no server log can show the password.
            statement.execute("alter role " + login + " password '"
                    + ScramVerifier.of(password.get()).replace("'", "''") + "'");
        }
    }

    private boolean exists(String sql, String parameter) throws SQLException {
        try (var statement = admin.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
