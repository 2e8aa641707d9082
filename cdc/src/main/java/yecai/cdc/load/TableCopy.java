package yecai.cdc.load;

import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.source.EncodedRow;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.MessageLimit;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** Copies a table, or a part of one, from the ERP's snapshot into its mirror, as a stream. */
public final class TableCopy {
    // The binary form of these types is the same in all supported versions; everything else travels as text.
    private static final String IS_BINARY_SAFE = """
            select bool_and(t.typnamespace = 'pg_catalog'::regnamespace and t.typname in ('bool', 'int2', 'int4', 'int8',
                'float4', 'float8', 'numeric', 'text', 'varchar', 'bpchar', 'date', 'time', 'timestamp', 'timestamptz', 'uuid',
                'bytea', 'interval'))
            from pg_catalog.pg_attribute as a
            inner join pg_catalog.pg_type as t on t.oid = a.atttypid
            where a.attrelid = to_regclass(?) and a.attname = any(?)
            """;

    private static final int PORTION = 1 << 16;

    private TableCopy() {}

    /**
     * Copies a part of a table into its mirror; returns the number of rows.
     *
     * @throws YecaiException of kind SOURCE if a row is too large
     */
    static long run(
            Connection erp, Connection hub, MirrorTable table, CopyPart part, Throttle throttle, ErpOptions options)
            throws SQLException {
        return run(erp, hub, table, table.quoted(), part.where(), throttle, options);
    }

    /** Copies into another table of the same columns; returns the number of rows. */
    public static long run(Connection erp, Connection hub, MirrorTable table, String target, ErpOptions options)
            throws SQLException {
        return run(erp, hub, table, target, "", new Throttle(0), options);
    }

    /** Copies the rows that meet a condition into another table of the same columns; returns their number. */
    public static long run(
            Connection erp, Connection hub, MirrorTable table, String target, String where, ErpOptions options)
            throws SQLException {
        return run(erp, hub, table, target, where, new Throttle(0), options);
    }

    private static long run(
            Connection erp,
            Connection hub,
            MirrorTable table,
            String target,
            String where,
            Throttle throttle,
            ErpOptions options)
            throws SQLException {
        Optional<TextEncoding> encoding = TextEncoding.find(erp, options);
        String format = encoding.isEmpty() && isBinarySafe(erp, table) ? " (format binary)" : "";
        MessageLimit.install(erp, MessageLimit.Form.COPY);
        String relation = relation(erp, table);
        setEncoding(erp, encoding, TextEncoding.AS_THEY_ARE);
        CopyManager from = erp.unwrap(PGConnection.class).getCopyAPI();
        CopyManager to = hub.unwrap(PGConnection.class).getCopyAPI();
        String columns = table.columnList("");
        CopyOut out = from.copyOut("copy (select " + columns + " from " + relation
                + (where.isEmpty() ? "" : " where " + where) + ") to stdout" + format);
        try {
            CopyIn in = to.copyIn("copy " + target + " (" + columns + ") from stdin" + format);
            try {
                long rows = pass(out, in, table, throttle, encoding);
                setEncoding(erp, encoding, "set client_encoding = 'UTF8'");
                return rows;
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

    // The server sends row by row; many rows in one message cost the other side less.
    private static long pass(
            CopyOut out, CopyIn in, MirrorTable table, Throttle throttle, Optional<TextEncoding> encoding)
            throws SQLException {
        byte[] portion = new byte[PORTION];
        int filled = 0;
        byte[] row;
        while ((row = out.readFromCopy()) != null) {
            if (row.length == 0) {
                throw new YecaiException(
                        Kind.SOURCE, "table " + table.sourceName() + " cannot be copied: " + MessageLimit.explain());
            }
            if (encoding.isPresent()) {
                row = toUtf8(row, encoding.get(), table);
            }
            if (filled + row.length > PORTION && filled > 0) {
                throttle.pass(filled);
                in.writeToCopy(portion, 0, filled);
                filled = 0;
            }
            if (row.length > PORTION) {
                throttle.pass(row.length);
                in.writeToCopy(row, 0, row.length);
            } else {
                System.arraycopy(row, 0, portion, filled, row.length);
                filled += row.length;
            }
        }
        throttle.pass(filled);
        in.writeToCopy(portion, 0, filled);
        return in.endCopy();
    }

    private static byte[] toUtf8(byte[] row, TextEncoding encoding, MirrorTable table) {
        try {
            return EncodedRow.toUtf8(row, encoding);
        } catch (CharacterCodingException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "table " + table.sourceName() + " cannot be copied: a value is no text in "
                            + encoding.charset().name() + ": " + encoding.remedy(),
                    e);
        }
    }

    private static void setEncoding(Connection erp, Optional<TextEncoding> encoding, String sql) throws SQLException {
        if (encoding.isPresent()) {
            try (Statement statement = erp.createStatement()) {
                statement.execute(sql);
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
