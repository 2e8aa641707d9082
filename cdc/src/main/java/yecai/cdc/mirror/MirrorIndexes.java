package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;

/** Indexes that a pack asks for on tables of the mirror. */
public final class MirrorIndexes {
    private static final String PROBE = "_index_probe";

    private MirrorIndexes() {}

    /**
     * Makes those that the filled table does not have, in the caller's transaction. PostgreSQL says what an index would be, on an
     * empty table like it; one that the pack no longer asks for stays.
     *
     * @throws YecaiException of kind PACK if an index cannot be made
     */
    public static void createMissing(Connection hub, MirrorTable table, List<TableSpec> tables) throws SQLException {
        TableSpec spec = tables.stream()
                .filter(one -> one.mirrorTable().equals(table.name()))
                .findFirst()
                .orElseThrow();
        Set<String> there = new HashSet<>(list(hub, table.quoted()));
        for (String index : spec.indexes()) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("create temporary table " + PROBE + " (like " + table.quoted() + ") on commit drop");
                statement.execute("create index on pg_temp." + PROBE + " " + index);
                if (there.addAll(list(hub, "pg_temp." + PROBE))) {
                    statement.execute("create index on " + table.quoted() + " " + index);
                }
                statement.execute("drop table pg_temp." + PROBE);
            } catch (SQLException e) {
                throw new YecaiException(
                        Kind.PACK,
                        "index \"" + index + "\" of table " + table.sourceName() + " in pack.yml: " + e.getMessage(),
                        e);
            }
        }
    }

    /** What each index is, without its name and table. */
    private static List<String> list(Connection hub, String table) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("""
                                select regexp_replace(pg_get_indexdef(x.indexrelid), '^.*? USING ', '')
                                from pg_catalog.pg_index as x
                                where x.indrelid = :table::regclass and not x.indisprimary
                                """)
                        .bind("table", table)
                        .mapTo(String.class)
                        .list());
    }
}
