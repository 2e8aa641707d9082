package yecai.cdc.check.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.TextEncoding;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * How a row becomes 64 bits, computed by the servers. The row's text is hashed, so that values which compare as equal but
 * are not the same, such as 1.0 and 1.00, differ. The seed is new in each check: two rows that agree by chance in one
 * check do not agree in the next.
 *
 * @param erpEncoding how the ERP's texts are encoded, by PostgreSQL's name, if its database does not say so; null otherwise
 * @param isErp whether it is computed by the ERP's server, where that matters
 */
public record RowHash(Algorithm algorithm, long seed, String erpEncoding, boolean isErp) {
    /** How it is computed. */
    public enum Algorithm {
        /** The server's own hash, four times as fast; differs between processors of other byte order. */
        BUILT_IN,
        /** For servers too old for the built-in one, or of another encoding or byte order. */
        MD5
    }

    private static final String PROBE = """
            select current_setting('server_version_num')::integer >= 110000 as has_hash, current_setting('server_encoding') as encoding
            """;

    private record Server(boolean hasHash, String encoding) {}

    /** Chooses what both servers compute alike. */
    public static RowHash choose(Connection erp, Connection hub, ErpOptions options) throws SQLException {
        long seed = ThreadLocalRandom.current().nextLong();
        Optional<String> encoding = options.encoding().flatMap(TextEncoding::nameOfPostgres);
        if (encoding.isPresent()) {
            return new RowHash(Algorithm.MD5, seed, encoding.get(), false);
        }
        RowHash fast = new RowHash(Algorithm.BUILT_IN, seed, null, false);
        List<String> probe = fast.probe(erp);
        return !probe.isEmpty() && probe.equals(fast.probe(hub)) ? fast : new RowHash(Algorithm.MD5, seed, null, false);
    }

    /** The same hash, as the ERP's server computes it. */
    public RowHash onErp() {
        return new RowHash(algorithm, seed, erpEncoding, true);
    }

    /** Returns the SQL of a column's text, as the hub has it. */
    public String text(String column) {
        String text = Identifier.quote(column) + "::text";
        return isConverted() ? "convert_from(" + utf8(text) + ", 'SQL_ASCII')" : text;
    }

    /** Returns whether this side must convert its texts. */
    public boolean isConverted() {
        return erpEncoding != null && isErp;
    }

    // A database in SQL_ASCII keeps the bytes as they came.
    private String utf8(String text) {
        return isConverted()
                ? "convert(convert_to(" + text + ", 'SQL_ASCII'), " + SqlLiteral.of(erpEncoding) + ", 'UTF8')"
                : "convert_to(" + text + ", 'UTF8')";
    }

    /** Returns the SQL of the hash of a row with the given columns. */
    public String of(List<String> columns) {
        // column by column: the text of a row escapes bytes, and may tear a character of another encoding
        return hash(columns.stream()
                .map(Identifier::quote)
                .map(column -> erpEncoding == null ? column : utf8(column + "::text"))
                .collect(Collectors.joining(", ", "row(", ")::text")));
    }

    /**
     * Returns the SQL of the hash of a key, which need not be that of its text: rows are divided by it, not compared.
     *
     * @param isInteger whether its only column is an integer on both sides
     */
    public String ofKey(List<String> columns, boolean isInteger) {
        if (isInteger && algorithm == Algorithm.BUILT_IN) {
            return "hashint8extended(" + Identifier.quote(columns.get(0)) + "::bigint, '" + seed + "'::bigint)";
        }
        return of(columns);
    }

    private String hash(String text) {
        return switch (algorithm) {
            case BUILT_IN -> "hashtextextended(" + text + " collate \"C\", '" + seed + "'::bigint)";
            case MD5 ->
                "('x' || substring(md5(convert_to('" + seed + "' || " + text + ", 'UTF8')) for 16))::bit(64)::bigint";
        };
    }

    /** Returns what must be the same on both sides; nothing if the server cannot do it. */
    private List<String> probe(Connection connection) throws SQLException {
        return Handles.with(connection, handle -> {
            Server server = handle.createQuery(PROBE)
                    .map(ConstructorMapper.of(Server.class))
                    .one();
            if (!server.hasHash) {
                return List.of();
            }
            String hash = handle.createQuery("select " + hash("'Yecai Hub'::text"))
                    .mapTo(String.class)
                    .one();
            return List.of(server.encoding, hash);
        });
    }
}
