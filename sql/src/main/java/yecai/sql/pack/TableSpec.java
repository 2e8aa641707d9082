package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

import java.util.List;
import yecai.sql.text.Identifier;

/**
 * One captured table. Names are the database's own, unquoted.
 *
 * @param key the columns of the primary key, all of them among {@code columns}
 * @param columns the only columns that leave the ERP
 * @param indexes on the mirror: the text that follows {@code create index … on table}
 */
public record TableSpec(
        String sourceSchema,
        String sourceTable,
        String mirrorTable,
        List<String> key,
        List<String> columns,
        List<String> indexes) {

    public TableSpec {
        requireNonNull(sourceSchema, "sourceSchema is null");
        requireNonNull(sourceTable, "sourceTable is null");
        requireNonNull(mirrorTable, "mirrorTable is null");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /** Returns the ERP's name of the table, as messages and packs have it. */
    public String sourceName() {
        return sourceSchema + "." + sourceTable;
    }

    /** Returns the ERP's table as it is in SQL: both names quoted. */
    public String quotedSource() {
        return Identifier.quote(sourceSchema, sourceTable);
    }

    /** Returns the mirror's table as it is in SQL, in the mirror schema of a source. */
    public String quotedMirror(String source) {
        return Identifier.quote("erp_" + source, mirrorTable);
    }
}
