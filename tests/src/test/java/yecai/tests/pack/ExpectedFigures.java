package yecai.tests.pack;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Figures that a query of the hub must show, from a CSV file: a line of names, then first the texts that name a row, then its
 * figures. They may differ by less than half a cent.
 */
public final class ExpectedFigures {
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    private ExpectedFigures() {}

    /** Returns one line of text for every difference. */
    public static List<String> differences(Path expected, Connection hub, String query)
            throws IOException, SQLException {
        List<String> lines = Files.readAllLines(expected);
        Figures found = read(hub, query);
        Map<String, String[]> wanted = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            wanted.put(key(cells, found.texts()), cells);
        }
        return compare(lines.get(0).split(","), found.texts(), wanted, found.rows());
    }

    /** The same for figures that the ERP's own query gives; both queries give the same columns. */
    public static List<String> differences(Connection erp, String expected, Connection hub, String query)
            throws SQLException {
        Figures wanted = read(erp, expected);
        return compare(
                wanted.names(), wanted.texts(), wanted.rows(), read(hub, query).rows());
    }

    private record Figures(String[] names, int texts, Map<String, String[]> rows) {}

    private static Figures read(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            ResultSetMetaData columns = row.getMetaData();
            String[] names = new String[columns.getColumnCount()];
            for (int i = 0; i < names.length; i++) {
                names[i] = columns.getColumnName(i + 1);
            }
            int texts = texts(columns);
            Map<String, String[]> rows = new TreeMap<>();
            while (row.next()) {
                String[] cells = new String[names.length];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = row.getString(i + 1) == null ? "" : row.getString(i + 1);
                }
                rows.put(key(cells, texts), cells);
            }
            return new Figures(names, texts, rows);
        }
    }

    private static List<String> compare(
            String[] names, int texts, Map<String, String[]> wanted, Map<String, String[]> found) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            String[] a = wanted.get(key);
            String[] b = found.get(key);
            if (a == null || b == null) {
                differences.add(key + (a == null ? " is not expected" : " is missing"));
                continue;
            }
            for (int i = texts; i < names.length; i++) {
                if (number(a[i]).subtract(number(b[i])).abs().compareTo(HALF_A_CENT) >= 0) {
                    differences.add(key + ": " + names[i] + " should be " + a[i] + " and is " + b[i]);
                }
            }
        }
        return differences;
    }

    private static int texts(ResultSetMetaData columns) throws SQLException {
        int texts = 0;
        while (texts < columns.getColumnCount() && columns.getColumnType(texts + 1) == Types.VARCHAR) {
            texts++;
        }
        return texts;
    }

    private static String key(String[] cells, int texts) {
        return String.join(" / ", List.of(cells).subList(0, texts));
    }

    private static BigDecimal number(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
