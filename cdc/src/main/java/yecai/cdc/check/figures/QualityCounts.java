package yecai.cdc.check.figures;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import yecai.cdc.snapshot.Sides;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;
import yecai.sql.view.ViewQuery;

/** What the rules of data quality find in the canonical rows of a source. */
public final class QualityCounts {
    private static final String QUALITY = "finance/quality/data_quality";

    private QualityCounts() {}

    /** Returns how many findings each rule of data quality has; rules without findings are left out. */
    public static Map<String, Long> read(Sides sides) {
        return sides.ofHub(sides.hub().submit(hub -> {
            Map<String, Long> counts = new TreeMap<>();
            String sql = Handles.sql(QualityCounts.class, "quality")
                    .replace(":source", SqlLiteral.of(sides.settings().source()))
                    .replace(":quality", ViewQuery.whole(QUALITY));
            try (Statement statement = hub.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    counts.put(row.getString("rule"), row.getLong("findings"));
                }
            }
            return counts;
        }));
    }
}
