package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.Control;
import yecai.sql.pack.SqlName;

/**
 * What a control query gives on the ERP or on the mirror, by company, period and currency.
 *
 * @param counted neither parked nor excluded
 * @param excluded what the control query itself marks as not to be found in the canonical tables, such as drafts
 */
record ControlSide(Figure counted, Figure parked, Figure excluded) {
    static final ControlSide NONE = new ControlSide(Figure.NONE, Figure.NONE, Figure.NONE);

    /** The pack's query stands on lines of its own, for it may end in a comment. */
    private static final String SQL = """
            select coalesce(g.company, ''), coalesce(g.period, ''), coalesce(g.currency, ''),
                count(*) filter (where g.status = 'counted'),
                coalesce(sum(g.amount) filter (where g.status = 'counted'), 0),
                count(*) filter (where g.status = 'parked'),
                coalesce(sum(g.amount) filter (where g.status = 'parked'), 0),
                count(*) filter (where g.status = 'excluded'),
                coalesce(sum(g.amount) filter (where g.status = 'excluded'), 0)
            from (
                select cast(q.company as text) as company, cast(q.period as text) as period,
                    cast(q.currency as text) as currency, cast(q.amount as numeric) as amount,
                    case when q.excluded then 'excluded'
                        when cast(q.derive_key as text) = any (%s) then 'parked'
                        else 'counted' end as status
                from (
            %s
                ) as q
            ) as g
            group by 1, 2, 3
            """;

    Figure total() {
        return counted.plus(parked).plus(excluded);
    }

    boolean sameAs(ControlSide other) {
        return counted.sameAs(other.counted) && parked.sameAs(other.parked) && excluded.sameAs(other.excluded);
    }

    /** Runs a control query where its tables are in the given schemas. */
    static Map<ControlKey, ControlSide> read(
            Connection connection, Control control, List<String> schemas, List<String> parked) throws SQLException {
        String path = schemas.stream().map(SqlName::quote).collect(Collectors.joining(", "));
        try (PreparedStatement search = connection.prepareStatement("select set_config('search_path', ?, false)")) {
            search.setString(1, path);
            search.execute();
        }
        Map<ControlKey, ControlSide> sides = new TreeMap<>();
        // not a prepared statement: in one, a question mark in the pack's SQL would be a parameter
        String keys = parked.stream().map(Identifier::literal).collect(Collectors.joining(", ", "array[", "]::text[]"));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL.formatted(keys, control.sql()))) {
            while (row.next()) {
                sides.put(
                        new ControlKey(control.kind(), row.getString(1), row.getString(2), row.getString(3)),
                        new ControlSide(figure(row, 4), figure(row, 6), figure(row, 8)));
            }
        }
        return sides;
    }

    private static Figure figure(ResultSet row, int column) throws SQLException {
        return new Figure(row.getLong(column), row.getBigDecimal(column + 1));
    }
}
