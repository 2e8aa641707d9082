package yecai.cdc.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import yecai.sql.pack.SqlName;

/**
 * How a row becomes 64 bits, computed by the servers. The row's text is hashed, so that values which compare as equal but
 * are not the same, such as 1.0 and 1.00, differ. The seed is new in each check: two rows that agree by chance in one
 * check do not agree in the next.
 */
record RowHash(Algorithm algorithm, long seed) {
    private enum Algorithm {
        /** The server's own hash, four times as fast; differs between processors of other byte order. */
        BUILT_IN,
        /** For servers too old for the built-in one, or of another encoding or byte order. */
        MD5
    }

    private static final String PROBE = """
            select current_setting('server_version_num')::integer >= 110000, current_setting('server_encoding')
            """;

    /** Chooses what both servers compute alike. */
    static RowHash choose(Connection erp, Connection hub) throws SQLException {
        RowHash fast =
                new RowHash(Algorithm.BUILT_IN, ThreadLocalRandom.current().nextLong());
        List<String> probe = fast.probe(erp);
        return !probe.isEmpty() && probe.equals(fast.probe(hub)) ? fast : new RowHash(Algorithm.MD5, fast.seed);
    }

    /** Returns the SQL of the hash of a row with the given columns. */
    String of(List<String> columns) {
        return hash(columns.stream().map(SqlName::quote).collect(Collectors.joining(", ", "row(", ")::text")));
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
        try (Statement statement = connection.createStatement()) {
            String encoding;
            try (ResultSet row = statement.executeQuery(PROBE)) {
                row.next();
                if (!row.getBoolean(1)) {
                    return List.of();
                }
                encoding = row.getString(2);
            }
            try (ResultSet row = statement.executeQuery("select " + hash("'业财 Yecai'::text"))) {
                row.next();
                return List.of(encoding, row.getString(1));
            }
        }
    }
}
