package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import yecai.cdc.SourceSettings;

/** Does the publication hold what the pack captures, whole, and may the login read it? */
public final class PublicationCheck {
    private static final String REMEDY = "run what `yecai init` prints at the ERP";

    private PublicationCheck() {}

    /** Adds what is wrong to the problems. Tables and columns that are refused are not asked for. */
    public static void run(Connection erp, SourceSettings settings, List<Problem> problems) throws SQLException {
        boolean isThere = checkPublication(erp, settings, problems);
        Map<String, Set<String>> published = isThere ? read(erp, settings, problems) : Map.of();
        for (Survey.Found table : Survey.read(erp, settings.pack().tables())) {
            String name = table.spec().sourceSchema() + "." + table.spec().sourceTable();
            if (!table.isThere()) {
                problems.add(new Problem(
                        "the ERP lacks table " + name + ", which pack "
                                + settings.pack().name() + " captures",
                        "take it out of pack.yml, or check that this is the right database and version"));
            } else if (!table.missing().isEmpty()) {
                problems.add(new Problem(
                        "the ERP lacks the columns " + table.missing() + " of " + name + ", which pack "
                                + settings.pack().name() + " captures",
                        "take them out of pack.yml, or check that this is the right database and version"));
            } else if (isThere && !table.isRefused()) {
                checkTable(name, table, published.get(name), settings, problems);
                checkReadable(erp, settings, name, table, problems);
            }
        }
    }

    private static void checkTable(
            String name, Survey.Found table, Set<String> published, SourceSettings settings, List<Problem> problems) {
        if (published == null) {
            problems.add(new Problem("publication " + settings.publication() + " lacks table " + name, REMEDY));
            return;
        }
        List<String> lacking = table.columns().stream()
                .filter(column -> !published.contains(column))
                .toList();
        if (!lacking.isEmpty()) {
            problems.add(new Problem(
                    "publication " + settings.publication() + " lacks columns " + lacking + " of " + name, REMEDY));
        }
    }

    private static boolean checkPublication(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        String sql = """
                select p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate, p.pubviaroot,
                    exists (select from pg_catalog.pg_publication_rel as r
                        inner join pg_catalog.pg_class as c on c.oid = r.prrelid and c.relkind = 'p' where r.prpubid = p.oid)
                from pg_catalog.pg_publication as p where p.pubname = ?
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql)) {
            statement.setString(1, settings.publication());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    problems.add(new Problem("the ERP has no publication " + settings.publication(), REMEDY));
                    return false;
                }
                if (!row.getBoolean(1)) {
                    problems.add(new Problem(
                            "publication " + settings.publication()
                                    + " leaves out inserts, updates, deletes or truncates",
                            REMEDY));
                }
                if (row.getBoolean(3) && !row.getBoolean(2)) {
                    problems.add(new Problem(
                            "publication " + settings.publication() + " publishes partitions under their own names",
                            "run `alter publication " + settings.publication()
                                    + " set (publish_via_partition_root = true)`"));
                }
                return true;
            }
        }
    }

    private static Map<String, Set<String>> read(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        Map<String, Set<String>> published = new TreeMap<>();
        String sql = """
                select schemaname || '.' || tablename, attnames, rowfilter is not null
                from pg_catalog.pg_publication_tables where pubname = ?
                """;
        try (PreparedStatement statement = erp.prepareStatement(sql)) {
            statement.setString(1, settings.publication());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    published.put(rows.getString(1), new HashSet<>(List.of((String[])
                            rows.getArray(2).getArray())));
                    if (rows.getBoolean(3)) {
                        problems.add(new Problem(
                                "publication " + settings.publication() + " filters the rows of " + rows.getString(1),
                                "take the filter away, or the mirror lacks rows"));
                    }
                }
            }
        }
        return published;
    }

    private static void checkReadable(
            Connection erp, SourceSettings settings, String name, Survey.Found table, List<Problem> problems)
            throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement("""
                select count(*) from unnest(?::text[]) as u(name)
                where not has_column_privilege(to_regclass(?), u.name, 'select')
                    or not has_schema_privilege(?, 'usage')
                """)) {
            statement.setArray(1, erp.createArrayOf("text", table.columns().toArray()));
            statement.setString(2, table.spec().quotedSource());
            statement.setString(3, table.spec().sourceSchema());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getInt(1) > 0) {
                    problems.add(new Problem(
                            "login " + settings.erp().user() + " may not read " + row.getInt(1)
                                    + " of the captured columns of " + name,
                            REMEDY));
                }
            }
        }
    }
}
