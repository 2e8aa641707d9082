package yecai.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PSQLException;

/**
 * Installs the governed views in one transaction. It first replaces each view in place, which keeps views that others
 * built on them; when a column was renamed, retyped or removed, PostgreSQL refuses that, and all of the hub's views are
 * dropped and made again. Nothing is ever dropped by cascade: a view of somebody else's in the way is named.
 */
final class ViewInstaller {
    private static final Set<String> COLUMNS_CHANGED = Set.of("42P16", "42P13");
    private static final String OURS = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind = 'v'
                and n.nspname in ('mart', 'finance', 'production', 'reporting', 'canon')
                and pg_get_userbyid(c.relowner) in ('yecai_owner', 'yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow')
            """;
    private static final String OUR_FUNCTIONS = """
            select p.oid::regprocedure::text
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            where n.nspname in ('finance', 'production', 'reporting')
                and pg_get_userbyid(p.proowner) in ('yecai_owner', 'yecai_mart')
            """;

    private final Connection connection;
    private final String schemaVersion;
    private final List<ViewFile> files = ViewFile.all();

    ViewInstaller(Connection connection, String schemaVersion) {
        this.connection = connection;
        this.schemaVersion = schemaVersion;
    }

    boolean isCurrent() throws SQLException {
        return list("select checksum from hub.view_set").contains(checksum());
    }

    /** Returns false when the views were there already. */
    boolean install() throws SQLException {
        if (isCurrent()) {
            return false;
        }
        connection.setAutoCommit(false);
        try {
            execute("set local lock_timeout = '30s'");
            replaceOrRecreate();
            execute("set local role yecai_mart");
            execute("select hub.sync_datasets()");
            execute("set local role yecai_owner");
            execute("select hub.record_views()");
            execute("select hub.record_datasets()");
            execute("insert into hub.view_set (checksum) values ('" + checksum() + "') on conflict (only_row)"
                    + " do update set checksum = excluded.checksum, installed_at = clock_timestamp()");
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void replaceOrRecreate() throws SQLException {
        var before = connection.setSavepoint();
        try {
            make();
            dropObsolete();
        } catch (SQLException e) {
            if (!COLUMNS_CHANGED.contains(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            drop("function", list(OUR_FUNCTIONS));
            drop("view", list(OURS));
            make();
        }
    }

    private void make() throws SQLException {
        for (GovernedView view : tableViews()) {
            make(view);
        }
        for (ViewFile file : files) {
            if (file.isStatement()) {
                execute("set local role " + (file.schema().equals("canon") ? "yecai_owner" : "yecai_mart"));
                execute(file.text());
            } else {
                make(GovernedView.published(file));
            }
        }
    }

    private void make(GovernedView view) throws SQLException {
        for (String statement : view.statements()) {
            try {
                execute(statement);
            } catch (SQLException e) {
                throw new SQLException(
                        "view " + view.schema() + "." + view.name() + ": " + e.getMessage(), e.getSQLState(), e);
            }
        }
    }

    private List<GovernedView> tableViews() throws SQLException {
        execute("set local role yecai_owner");
        return list("select c.relname from pg_class as c where c.relnamespace = 'canon'::regnamespace"
                        + " and c.relkind = 'r' order by c.relname")
                .stream()
                .map(GovernedView::ofTable)
                .toList();
    }

    private void dropObsolete() throws SQLException {
        Set<String> wanted = new HashSet<>();
        tableViews().forEach(view -> wanted.addAll(view.names()));
        for (ViewFile file : files) {
            wanted.add(file.schema() + "." + file.name());
            wanted.addAll(GovernedView.published(file).names());
        }
        drop("function", without(wanted, list(OUR_FUNCTIONS)));
        drop("view", without(wanted, list(OURS)));
    }

    private static List<String> without(Set<String> wanted, List<String> found) {
        return found.stream()
                .filter(name -> !wanted.contains(name.replaceFirst("\\(.*", "")))
                .toList();
    }

    private void drop(String what, List<String> names) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        execute("set local role yecai_owner");
        try {
            execute("drop " + what + " " + String.join(", ", names));
        } catch (PSQLException e) {
            if (!"2BP01".equals(e.getSQLState()) || e.getServerErrorMessage() == null) {
                throw e;
            }
            throw new SQLException(
                    "the hub's views must be made anew, but others depend on them: drop these, migrate, and make them"
                            + " again. " + e.getServerErrorMessage().getDetail(),
                    e.getSQLState(),
                    e);
        }
    }

    private String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(schemaVersion.getBytes(UTF_8));
            digest.update(GovernedView.ofTable("t").statements().toString().getBytes(UTF_8));
            files.forEach(file -> digest.update(file.toString().getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "This Java has no SHA-256.", e);
        }
    }

    private List<String> list(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
