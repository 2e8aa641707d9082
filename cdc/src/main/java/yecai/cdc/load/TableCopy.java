package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import yecai.cdc.mirror.MirrorTable;

/** Copies one table from the ERP's snapshot into its mirror, as a stream. */
final class TableCopy {
    private static final Set<String> BINARY_SAFE = Set.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "text",
            "character varying",
            "character",
            "date",
            "time without time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "uuid",
            "bytea",
            "interval");

    private TableCopy() {}

    /** Returns the number of rows. */
    static long run(Connection erp, Connection hub, MirrorTable table) throws SQLException {
        String format = isBinarySafe(table) ? " (format binary)" : "";
        CopyManager from = erp.unwrap(PGConnection.class).getCopyAPI();
        CopyManager to = hub.unwrap(PGConnection.class).getCopyAPI();
        String columns = table.columnList("");
        CopyOut out =
                from.copyOut("copy (select " + columns + " from " + table.quotedSource() + ") to stdout" + format);
        try {
            CopyIn in = to.copyIn("copy " + table.quoted() + " (" + columns + ") from stdin" + format);
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

    // The binary form of these types is the same in all supported versions; everything else travels as text.
    private static boolean isBinarySafe(MirrorTable table) {
        return table.columns().stream()
                .map(column -> column.type().replaceAll("\\([^)]*\\)", ""))
                .allMatch(BINARY_SAFE::contains);
    }
}
