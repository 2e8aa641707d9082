package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;

/** Copies one table from the ERP's snapshot into its mirror, as a stream. */
final class TableCopy {
    // The binary form of these types is the same in all supported versions; everything else travels as text.
    private static final String IS_BINARY_SAFE = """
            select bool_and(t.typnamespace = 'pg_catalog'::regnamespace and t.typname in ('bool', 'int2', 'int4', 'int8',
                'float4', 'float8', 'numeric', 'text', 'varchar', 'bpchar', 'date', 'time', 'timestamp', 'timestamptz', 'uuid',
                'bytea', 'interval'))
            from pg_catalog.pg_attribute as a
            inner join pg_catalog.pg_type as t on t.oid = a.atttypid
            where a.attrelid = to_regclass(?) and a.attname = any(?)
            """;

    private TableCopy() {}

    /** Returns the number of rows. */
    static long run(Connection erp, Connection hub, MirrorTable table) throws SQLException {
        return run(erp, hub, table, table.quoted());
    }

    /** Copies into another table of the same columns; returns the number of rows. */
    static long run(Connection erp, Connection hub, MirrorTable table, String target) throws SQLException {
        String format = isBinarySafe(erp, table) ? " (format binary)" : "";
        CopyManager from = erp.unwrap(PGConnection.class).getCopyAPI();
        CopyManager to = hub.unwrap(PGConnection.class).getCopyAPI();
        String columns = table.columnList("");
        CopyOut out =
                from.copyOut("copy (select " + columns + " from " + relation(erp, table) + ") to stdout" + format);
        try {
            CopyIn in = to.copyIn("copy " + target + " (" + columns + ") from stdin" + format);
            try {
                byte[] portion;
                while ((portion = out.readFromCopy()) != null) {
                    in.writeToCopy(portion, 0, portion.length);
                }
                return in.endCopy();
            } finally {
                if (in.isActive()) {
                    in.cancelCopy();
                }
            }
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    // Tables that inherit from a table are logged, and captured, under their own names.
    private static String relation(Connection erp, MirrorTable table) throws SQLException {
        try (PreparedStatement statement =
                erp.prepareStatement("select relkind = 'p' from pg_catalog.pg_class where oid = to_regclass(?)")) {
            statement.setString(1, table.quotedSource());
            try (ResultSet row = statement.executeQuery()) {
                return (row.next() && row.getBoolean(1) ? "" : "only ") + table.quotedSource();
            }
        }
    }

    private static boolean isBinarySafe(Connection erp, MirrorTable table) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(IS_BINARY_SAFE)) {
            statement.setString(1, table.quotedSource());
            statement.setArray(
                    2,
                    erp.createArrayOf(
                            "text",
                            table.columns().stream().map(MirrorColumn::name).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
