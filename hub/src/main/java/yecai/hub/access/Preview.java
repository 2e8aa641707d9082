package yecai.hub.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Counts what principals see, by asking the hub as each of them. */
public final class Preview {
    private static final String DATASETS = """
            select v.view
            from hub.governed_view as v
            where v.view like 'finance.%' or v.view like 'production.%' or v.view like 'reporting.%'
            order by v.view
            """;

    private Preview() {}

    /** Rows by principal, dataset and company; principals that the hub does not know see nothing. */
    static Map<String, Long> of(Connection hub, SortedSet<String> principals) throws SQLException {
        Map<String, Long> visible = new HashMap<>();
        SortedSet<String> known =
                new java.util.TreeSet<>(LiveAccess.read(hub).principals().keySet());
        for (String principal : principals) {
            if (known.contains(principal)) {
                for (String dataset : listDatasets(hub)) {
                    count(hub, principal, dataset)
                            .forEach((company, rows) -> visible.put(Effect.key(principal, dataset, company), rows));
                }
            }
        }
        return visible;
    }

    /** Rows of one dataset that a principal sees, by company; audited. */
    public static Map<String, Long> count(Connection hub, String principal, String dataset) throws SQLException {
        Map<String, Long> rowsOf = new java.util.TreeMap<>();
        try (var statement = hub.prepareStatement("select coalesce(company, ''), visible from hub.preview_as(?, ?)")) {
            statement.setString(1, principal);
            statement.setString(2, dataset);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rowsOf.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return rowsOf;
    }

    private static List<String> listDatasets(Connection hub) throws SQLException {
        List<String> datasets = new ArrayList<>();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(DATASETS)) {
            while (rows.next()) {
                datasets.add(rows.getString(1));
            }
        }
        return datasets;
    }
}
