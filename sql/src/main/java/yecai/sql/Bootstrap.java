package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;
import yecai.sql.text.SqlLiteral;

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
            "yecai_books",
            "finance_reader",
            "production_reader",
            "reporting_reader",
            "finance_writer");
    /** What principals may be given. */
    private static final List<String> GIVEN =
            List.of("finance_reader", "production_reader", "reporting_reader", "finance_writer");
    /** Roles of older hubs, as which a DBA could read as anybody and set any password. */
    private static final List<String> DOORS = List.of("yecai_preview", "yecai_login_admin");

    private static final String PLAIN = " nosuperuser nocreatedb noreplication nobypassrls";

    private final Handle admin;
    private final BootstrapSettings settings;
    private final int version;

    private Bootstrap(Handle admin, BootstrapSettings settings) throws SQLException {
        this.admin = admin;
        this.settings = settings;
        this.version = ServerVersion.number(admin.getConnection());
    }

    /**
     * Makes roles and database as needed. The connection stays open and must be in auto-commit mode.
     *
     * @throws YecaiException of kind HUB when the server is too old or refuses a statement
     */
    public static void run(Connection admin, BootstrapSettings settings) {
        try {
            Handles.use(admin, handle -> RawSql.execute(handle, ConnectionOpener.PIN));
            ServerVersion.requireSupported(admin, settings.allowOldServer());
            Handles.use(admin, handle -> {
                var bootstrap = new Bootstrap(handle, settings);
                bootstrap.makeRoles();
                bootstrap.makeDatabase();
            });
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
        // Owns the functions that create principals and logins; not a login.
        makeRole("yecai_access", "nologin noinherit createrole" + PLAIN);
        makeRole("yecai_migrate", "login noinherit nocreaterole" + PLAIN);
        makeRole("yecai_capture", "login nocreaterole" + PLAIN);
        // Has no right of its own; takes on the principal of each caller.
        makeRole("yecai_api", "login noinherit nocreaterole" + PLAIN);
        setPassword("yecai_migrate", settings.migratePassword());
        setPassword("yecai_capture", settings.capturePassword());
        setPassword("yecai_api", settings.apiPassword());
        for (String role : List.of(
                "yecai_owner", "yecai_mart", "yecai_mart_all", "yecai_mart_narrow", "yecai_access", "yecai_books")) {
            grantToActAs(role, "yecai_migrate");
        }
        for (String door : DOORS) {
            if (exists("select from pg_roles where rolname = :name", door)) {
                execute("revoke " + door + " from yecai_dba");
            }
        }
        for (String role : GIVEN) {
            execute("grant " + role + " to yecai_access with admin option"
                    + (version >= 160_000 ? ", inherit false, set false" : ""));
        }
    }

    private void makeDatabase() throws SQLException {
        String database = settings.database();
        if (!exists("select from pg_database where datname = :name", database)) {
            if (!isSuperuser()) {
                grantToActAs("yecai_owner", "current_user");
            }
            execute("create database " + database + " owner yecai_owner encoding 'UTF8' template template0");
        }
        execute("revoke all on database " + database + " from public");
        execute("grant connect on database " + database + " to yecai_migrate, yecai_api");
        // Its schemas come from hub.add_source_schemas: no login that runs all the time may make one of any name.
        execute("revoke create on database " + database + " from yecai_capture");
        execute("grant connect, temporary on database " + database + " to yecai_capture");
        execute("grant create on database " + database + " to yecai_owner");
        execute("grant connect on database " + database + " to yecai_access with grant option");
    }

    private void makeRole(String role, String attributes) throws SQLException {
        if (!exists("select from pg_roles where rolname = :name", role)) {
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
        execute("set password_encryption = 'scram-sha-256'");
        // The verifier, not the password, travels in the statement, so no server log can show the password.
        execute("alter role " + login + " password " + SqlLiteral.of(ScramVerifier.of(password.get())));
    }

    private boolean isSuperuser() {
        return admin.createQuery("select r.rolsuper from pg_roles as r where r.rolname = session_user")
                .mapTo(Boolean.class)
                .one();
    }

    private boolean exists(String rows, String name) {
        return admin.createQuery("select exists (" + rows + ")")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private void execute(String sql) throws SQLException {
        RawSql.execute(admin, sql);
    }
}
