package yecai.tests.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What finance's views show of all companies, each read once in one session: to plan a view of receivables costs more than to
 * read the few rows that a scenario has in it.
 */
final class ReadViews {
    private final Connection finance;
    private final Map<String, Map<String, List<Map<String, String>>>> read = new HashMap<>();

    /** Reads in this session, which the caller closes. */
    ReadViews(Connection finance) {
        this.finance = finance;
    }

    /** Returns the rows of a company, each as texts by the name of the column. */
    List<Map<String, String>> of(String company, String from) throws SQLException {
        Map<String, List<Map<String, String>>> rows = read.get(from);
        if (rows == null) {
            rows = read(from);
            read.put(from, rows);
        }
        return rows.getOrDefault(company, List.of());
    }

    private Map<String, List<Map<String, String>>> read(String from) throws SQLException {
        Map<String, List<Map<String, String>>> byCompany = new HashMap<>();
        try (Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery("select * from " + from)) {
            while (row.next()) {
                Map<String, String> cells = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.put(row.getMetaData().getColumnName(i), row.getString(i));
                }
                byCompany
                        .computeIfAbsent(row.getString("company"), company -> new ArrayList<>())
                        .add(cells);
            }
        }
        return byCompany;
    }
}
