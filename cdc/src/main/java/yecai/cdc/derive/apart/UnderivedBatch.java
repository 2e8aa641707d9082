package yecai.cdc.derive.apart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import yecai.cdc.progress.Lsn;
import yecai.cdc.script.Script;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.Mapping;
import yecai.sql.text.SqlLiteral;

/**
 * Whole transactions of the ERP that the mirrors hold and the canonical rows do not yet, {@code hub.underived}.
 *
 * @param position end of the last of them
 * @param events how many row changes they hold
 * @param txids the ERP's numbers of them by index
 * @param committedAt their commit times, in microseconds since 1970 UTC
 */
public record UnderivedBatch(long position, long events, long[] txids, long[] committedAt) {
    /** Finds what is left to derive of a source. */
    static Optional<UnderivedBatch> find(Connection hub, String source) throws SQLException {
        try (PreparedStatement statement =
                hub.prepareStatement("select last_position::text, events, transactions, committed_micros"
                        + " from hub.underived where source = ?")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new UnderivedBatch(
                                Lsn.parse(row.getString(1)), row.getLong(2), numbers(row, 3), numbers(row, 4)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Makes sure that the pack has all mappings whose keys it touches.
     *
     * @throws YecaiException of kind PACK if not
     */
    void requireKnown(Connection hub, SourceSettings settings) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("select k.mapping from hub.underived_key as k"
                + " where k.source = ? and k.mapping <> all (?) order by 1 limit 1")) {
            statement.setString(1, settings.source());
            statement.setArray(
                    2,
                    hub.createArrayOf(
                            "text",
                            settings.pack().mappings().stream()
                                    .map(Mapping::name)
                                    .toArray()));
            try (ResultSet unknown = statement.executeQuery()) {
                if (unknown.next()) {
                    throw new YecaiException(
                            Kind.PACK,
                            "source " + settings.source() + " has changes that are not derived yet, by the mapping "
                                    + unknown.getString(1)
                                    + ", which this pack does not have: run `yecai capture` once with the pack that it was loaded with");
                }
            }
        }
    }

    /** Adds to the script what keeps it, but for its keys. */
    public void keep(Script script, String source) {
        script.add("set local yecai.keeping = '" + Lsn.text(position) + "'");
        script.add("insert into hub.underived (source, last_position, events, transactions, committed_micros) values ("
                + SqlLiteral.of(source) + ", '" + Lsn.text(position) + "', " + events + ", " + array(txids) + ", "
                + array(committedAt) + ")");
    }

    /** When the newest of them was committed, in microseconds since 1970 UTC. */
    public long lastCommittedAt() {
        return committedAt[committedAt.length - 1];
    }

    private static String array(long[] numbers) {
        return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(",", "'{", "}'"));
    }

    private static long[] numbers(ResultSet row, int column) throws SQLException {
        return Arrays.stream((Long[]) row.getArray(column).getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
