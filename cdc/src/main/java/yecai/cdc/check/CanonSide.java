package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the canonical tables hold of a kind of control total, by company, period and currency. */
record CanonSide(Figure mapped, Figure unmapped) {
    static final CanonSide NONE = new CanonSide(Figure.NONE, Figure.NONE);

    private static final String SQL = """
            select coalesce(f.company, ''), coalesce(f.period, ''), coalesce(f.currency, ''),
                count(*) filter (where f.mapping_status = 'mapped'),
                coalesce(sum(f.amount) filter (where f.mapping_status = 'mapped'), 0),
                count(*) filter (where f.mapping_status <> 'mapped'),
                coalesce(sum(f.amount) filter (where f.mapping_status <> 'mapped'), 0)
            from canon.control_figure as f
            where f.source = ? and f.kind = ? and f.entity_key <> all (?)
            group by 1, 2, 3
            """;

    /**
     * Reads the figures of one kind.
     *
     * @param stale keys of canonical rows that parked documents still have; they are left out
     */
    static Map<ControlKey, CanonSide> read(Connection hub, String source, String kind, List<String> stale)
            throws SQLException {
        Map<ControlKey, CanonSide> sides = new TreeMap<>();
        try (PreparedStatement statement = hub.prepareStatement(SQL)) {
            statement.setString(1, source);
            statement.setString(2, kind);
            statement.setArray(3, hub.createArrayOf("text", stale.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sides.put(
                            new ControlKey(kind, row.getString(1), row.getString(2), row.getString(3)),
                            new CanonSide(
                                    new Figure(row.getLong(4), row.getBigDecimal(5)),
                                    new Figure(row.getLong(6), row.getBigDecimal(7))));
                }
            }
        }
        return sides;
    }
}
