package yecai.cdc.check.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Control;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * What a control query gives on the ERP or on the mirror, by company, period and currency.
 *
 * @param counted neither parked nor excluded
 * @param excluded what the control query itself marks as not to be found in the canonical tables, such as drafts
 */
record ControlSide(Figure counted, Figure parked, Figure excluded) {
    static final ControlSide NONE = new ControlSide(Figure.NONE, Figure.NONE, Figure.NONE);

    Figure total() {
        return counted.plus(parked).plus(excluded);
    }

    ControlSide plus(ControlSide other) {
        return new ControlSide(counted.plus(other.counted), parked.plus(other.parked), excluded.plus(other.excluded));
    }

    boolean sameAs(ControlSide other) {
        return counted.sameAs(other.counted) && parked.sameAs(other.parked) && excluded.sameAs(other.excluded);
    }

    /** Runs a control query where its tables are in the given schemas. */
    static Map<ControlKey, ControlSide> read(
            Connection connection, Control control, List<String> schemas, List<String> parked) throws SQLException {
        String path = schemas.stream().map(Identifier::quote).collect(Collectors.joining(", "));
        Handles.use(
                connection,
                handle -> handle.createQuery("select set_config('search_path', :path, false)")
                        .bind("path", path)
                        .mapTo(String.class)
                        .one());
        Map<ControlKey, ControlSide> sides = new TreeMap<>();
        // not by Jdbi nor prepared: a colon or question mark in the pack's SQL would be a parameter
        String keys = parked.stream().map(SqlLiteral::of).collect(Collectors.joining(", ", "array[", "]::text[]"));
        String sql = Handles.sql(ControlSide.class, "figures")
                .replace(":parked", keys)
                .replace(":query", control.sql());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                sides.put(
                        new ControlKey(
                                control.kind(),
                                row.getString("company"),
                                row.getString("period"),
                                row.getString("currency")),
                        new ControlSide(figure(row, "counted"), figure(row, "parked"), figure(row, "excluded")));
            }
        }
        return sides;
    }

    private static Figure figure(ResultSet row, String status) throws SQLException {
        return new Figure(row.getLong(status + "_count"), row.getBigDecimal(status + "_amount"));
    }
}
