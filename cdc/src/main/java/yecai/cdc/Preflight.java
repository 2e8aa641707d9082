package yecai.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/** What must be in place at the ERP before it can be captured. */
public final class Preflight {
    private Preflight() {}

    /**
     * Something that is not in place.
     *
     * @param what the thing and its value
     * @param remedy what to do
     */
    public record Problem(String what, String remedy) {
        @Override
        public String toString() {
            return what + ": " + remedy;
        }
    }

    /** Opens the ERP's database. */
    public static Connection openErp(SourceSettings settings, String applicationName) {
        try {
            return settings.erp().open(applicationName);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot connect to the ERP of source " + settings.source() + " as " + settings.erp() + ": "
                            + e.getMessage() + "; check sources." + settings.source() + " in the configuration",
                    e);
        }
    }

    /** Returns everything that is not in place at the ERP; empty if a load or capture can start. */
    public static List<Problem> check(SourceSettings settings) {
        try (Connection erp = openErp(settings, "yecai preflight")) {
            List<Problem> problems = new ArrayList<>();
            checkServer(erp, settings, problems);
            List<MirrorTable> tables = SourceCatalog.read(erp, settings.pack(), settings.mirrorSchema());
            checkKeys(erp, tables, problems);
            checkPublication(erp, settings, tables, problems);
            checkReadable(erp, settings, tables, problems);
            return problems;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the catalogue of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    /** Refuses, naming every problem, unless a load or capture can start. */
    public static void requireReady(SourceSettings settings) {
        List<Problem> problems = check(settings);
        if (!problems.isEmpty()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "the ERP of source " + settings.source() + " is not ready: "
                            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
    }

    /** Refuses unless the capture can go on exactly where the hub stands. */
    static void requireReady(SourceSettings settings, SourceState state) {
        requireReady(settings);
        if (!state.packVersion().equals(PackDigest.of(settings.pack()))) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + settings.pack().name() + " differs from the one with which source " + settings.source()
                            + " was loaded: run `yecai load --source " + settings.source() + "` to load it again");
        }
        try (Connection erp = openErp(settings, "yecai preflight")) {
            String identifier = systemIdentifier(erp);
            if (!identifier.equals(state.systemIdentifier())) {
                throw new YecaiException(
                        Kind.SOURCE,
                        settings.erp() + " is not the server from which source " + settings.source()
                                + " was loaded (system identifier " + identifier + " instead of "
                                + state.systemIdentifier() + "): check the URL, or run `yecai load` again");
            }
            requireSlot(erp, settings, state);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the slots of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    /** Returns the identity of the ERP's server, which a copy made by initdb or restore does not share. */
    public static String systemIdentifier(Connection erp) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(
                        "select system_identifier::text || '/' || current_database() from pg_control_system()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Returns the statements with which an administrator of the ERP lets the hub in: a login that may replicate and read the
     * captured columns and nothing else, and a publication of the captured tables.
     */
    public static String sourceSetupSql(SourceSettings settings) {
        String user = Identifier.quote(settings.erp().user());
        StringBuilder sql = new StringBuilder();
        sql.append("-- Lets Yecai Hub capture source ")
                .append(settings.source())
                .append(". Run as an administrator in database ")
                .append(settings.erp().database())
                .append(".\n");
        sql.append("-- The server needs wal_level = logical (set it, then restart the server).\n");
        sql.append("do $$ begin\n    if not exists (select from pg_roles where rolname = ")
                .append(Identifier.literal(settings.erp().user()))
                .append(") then\n        create role ")
                .append(user)
                .append(" login replication;\n    end if;\nend $$;\n");
        sql.append("alter role ")
                .append(user)
                .append(" login replication nosuperuser nocreatedb nocreaterole nobypassrls;\n");
        sql.append("-- Then give it a password: alter role ").append(user).append(" password '…';\n");
        sql.append("grant connect on database ")
                .append(Identifier.quote(settings.erp().database()))
                .append(" to ")
                .append(user)
                .append(";\n");
        for (String schema : settings.pack().sourceSchemas()) {
            sql.append("grant usage on schema ")
                    .append(Identifier.quote(schema))
                    .append(" to ")
                    .append(user)
                    .append(";\n");
        }
        for (TableSpec table : settings.pack().tables()) {
            sql.append("grant select (")
                    .append(columns(table.columns()))
                    .append(") on ")
                    .append(table.quotedSource())
                    .append(" to ")
                    .append(user)
                    .append(";\n");
        }
        sql.append("drop publication if exists ")
                .append(Identifier.quote(settings.publication()))
                .append(";\n");
        sql.append("create publication ")
                .append(Identifier.quote(settings.publication()))
                .append(" for table\n");
        sql.append(settings.pack().tables().stream()
                .map(table -> "    " + table.quotedSource() + " (" + columns(table.columns()) + ")")
                .collect(Collectors.joining(",\n", "", ";\n")));
        return sql.toString();
    }

    private static void checkServer(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement("""
                        select current_setting('wal_level'), r.rolreplication or r.rolsuper,
                            current_setting('server_version_num')::integer
                        from pg_catalog.pg_roles as r where r.rolname = current_user
                        """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (!row.getString(1).equals("logical")) {
                problems.add(new Problem(
                        "wal_level of " + settings.erp() + " is " + row.getString(1),
                        "set wal_level = logical in postgresql.conf and restart the server"));
            }
            if (!row.getBoolean(2)) {
                problems.add(new Problem(
                        "login " + settings.erp().user() + " may not replicate",
                        "run `alter role " + Identifier.quote(settings.erp().user()) + " replication` at the ERP"));
            }
            if (row.getInt(3) < 150000) {
                problems.add(new Problem(
                        "the ERP's server has version number " + row.getInt(3), "PostgreSQL 15 or newer is needed"));
            }
        }
    }

    private static void checkKeys(Connection erp, List<MirrorTable> tables, List<Problem> problems)
            throws SQLException {
        String sql = """
                select c.relreplident,
                    (select array_agg(a.attname::text) from pg_catalog.pg_index as i
                     inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                     where i.indrelid = c.oid and case c.relreplident when 'i' then i.indisreplident else i.indisprimary end)
                from pg_catalog.pg_class as c where c.oid = to_regclass(?)
                """;
        for (MirrorTable table : tables) {
            try (PreparedStatement statement = erp.prepareStatement(sql)) {
                statement.setString(1, table.quotedSource());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    String identity = row.getString(1);
                    Set<String> key = row.getArray(2) == null
                            ? Set.of()
                            : new TreeSet<>(List.of((String[]) row.getArray(2).getArray()));
                    Set<String> wanted = table.keyColumns().stream()
                            .map(column -> column.name())
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (identity.equals("n") || identity.equals("f") || !key.equals(wanted)) {
                        problems.add(new Problem(
                                "table " + table.sourceName() + " is not identified by " + wanted
                                        + (key.isEmpty() ? " (it has no primary key)" : " but by " + key),
                                "name its primary key as key in pack.yml, or let the ERP's administrator run `alter table "
                                        + table.quotedSource() + " replica identity using index …`"));
                    }
                }
            }
        }
    }

    private static void checkPublication(
            Connection erp, SourceSettings settings, List<MirrorTable> tables, List<Problem> problems)
            throws SQLException {
        Map<String, Set<String>> published = new TreeMap<>();
        boolean exists;
        try (PreparedStatement statement = erp.prepareStatement(
                "select pubinsert and pubupdate and pubdelete and pubtruncate from pg_catalog.pg_publication where pubname = ?")) {
            statement.setString(1, settings.publication());
            try (ResultSet row = statement.executeQuery()) {
                exists = row.next();
                if (exists && !row.getBoolean(1)) {
                    problems.add(new Problem(
                            "publication " + settings.publication()
                                    + " leaves out inserts, updates, deletes or truncates",
                            "run what `yecai init` prints"));
                }
            }
        }
        if (!exists) {
            problems.add(new Problem(
                    "the ERP has no publication " + settings.publication(), "run what `yecai init` prints at the ERP"));
            return;
        }
        try (PreparedStatement statement = erp.prepareStatement(
                "select schemaname, tablename, attnames, rowfilter is not null from pg_catalog.pg_publication_tables where pubname = ?")) {
            statement.setString(1, settings.publication());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1) + "." + rows.getString(2);
                    published.put(name, new HashSet<>(List.of((String[])
                            rows.getArray(3).getArray())));
                    if (rows.getBoolean(4)) {
                        problems.add(new Problem(
                                "publication " + settings.publication() + " filters the rows of " + name,
                                "take the filter away, or the mirror lacks rows"));
                    }
                }
            }
        }
        for (MirrorTable table : tables) {
            Set<String> columns = published.get(table.sourceName());
            List<String> missing = table.columns().stream()
                    .map(column -> column.name())
                    .filter(column -> columns == null || !columns.contains(column))
                    .toList();
            if (columns == null) {
                problems.add(new Problem(
                        "publication " + settings.publication() + " lacks table " + table.sourceName(),
                        "run what `yecai init` prints"));
            } else if (!missing.isEmpty()) {
                problems.add(new Problem(
                        "publication " + settings.publication() + " lacks columns " + missing + " of "
                                + table.sourceName(),
                        "run what `yecai init` prints"));
            }
        }
    }

    private static void checkReadable(
            Connection erp, SourceSettings settings, List<MirrorTable> tables, List<Problem> problems)
            throws SQLException {
        for (MirrorTable table : tables) {
            try (PreparedStatement statement = erp.prepareStatement("""
                    select count(*) from unnest(?::text[]) as u(name)
                    where not has_column_privilege(to_regclass(?), u.name, 'select')
                        or not has_schema_privilege(?, 'usage')
                    """)) {
                statement.setArray(
                        1,
                        erp.createArrayOf(
                                "text",
                                table.columns().stream()
                                        .map(column -> column.name())
                                        .toArray()));
                statement.setString(2, table.quotedSource());
                statement.setString(3, table.sourceSchema());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        problems.add(new Problem(
                                "login " + settings.erp().user() + " may not read " + row.getInt(1)
                                        + " of the captured columns of " + table.sourceName(),
                                "run what `yecai init` prints"));
                    }
                }
            }
        }
    }

    private static void requireSlot(Connection erp, SourceSettings settings, SourceState state) throws SQLException {
        String sql = """
                select plugin, database = current_database(), active_pid, confirmed_flush_lsn::text, wal_status
                from pg_catalog.pg_replication_slots where slot_name = ?
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql)) {
            statement.setString(1, settings.slot());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw slot(
                            settings,
                            "is gone from the ERP, so changes since " + Lsn.text(state.position()) + " may be lost");
                }
                if (!row.getString(1).equals("pgoutput") || !row.getBoolean(2)) {
                    throw slot(settings, "belongs to another database or plugin");
                }
                if ("lost".equals(row.getString(5))) {
                    throw slot(
                            settings,
                            "was invalidated by the ERP: changes since " + Lsn.text(state.position()) + " are lost");
                }
                if (Lsn.parse(row.getString(4)) > state.position()) {
                    throw slot(
                            settings,
                            "stands at " + row.getString(4) + ", beyond the hub's position "
                                    + Lsn.text(state.position()) + ": changes in between are lost to the hub");
                }
                if (row.getString(3) != null) {
                    throw new YecaiException(
                            Kind.CONFLICT,
                            "slot " + settings.slot() + " of the ERP is in use by process " + row.getString(3)
                                    + " of its server: another capture of source " + settings.source()
                                    + " is running; stop it first");
                }
            }
        }
    }

    private static YecaiException slot(SourceSettings settings, String what) {
        return new YecaiException(
                Kind.SOURCE,
                "slot " + settings.slot() + " " + what + "; run `yecai load --source " + settings.source()
                        + "` to copy the tables again");
    }

    private static String columns(List<String> names) {
        return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
