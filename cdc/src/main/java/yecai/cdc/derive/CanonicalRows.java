package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** The canonical rows of a source, in all canonical tables. */
public final class CanonicalRows {
    private static final String TABLES = """
            select c.relname from pg_catalog.pg_class as c
            inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attname = 'entity_key'
            where c.relnamespace = 'canon'::regnamespace and c.relkind in ('r', 'p')
            """;

    private CanonicalRows() {}

    /** Deletes them, and the notes of what was parked, of what has no details and of what is to be derived; does not commit. */
    public static void delete(Connection hub, String source) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(TABLES)) {
                while (names.next()) {
                    tables.add(Identifier.quote("canon", names.getString(1)));
                }
            }
            tables.addAll(List.of("hub.parked", "hub.plain_mapping", "hub.underived_key", "hub.underived"));
            for (String table : tables) {
                statement.execute("delete from " + table + " where source = " + SqlLiteral.of(source));
            }
        }
    }

    /** Deletes those of one canonical table, with the same notes of its mappings; does not commit. */
    static void delete(Connection hub, String source, String entity) throws SQLException {
        String ofSource = " where source = " + SqlLiteral.of(source);
        String ofEntity = SqlLiteral.of(entity);
        try (Statement statement = hub.createStatement()) {
            statement.execute("delete from " + Identifier.quote("canon", entity) + ofSource);
            statement.execute("delete from hub.parked" + ofSource + " and entity = " + ofEntity);
            statement.execute(
                    "delete from hub.plain_mapping" + ofSource + " and split_part(mapping, '.', 1) = " + ofEntity);
        }
    }
}
