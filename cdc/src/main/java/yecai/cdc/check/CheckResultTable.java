package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.sql.jdbi.Handles;

/** Keeps what the last check of a source found where {@code yecai status} reads it: {@code hub.check_result}. */
final class CheckResultTable {
    private CheckResultTable() {}

    /** Replaces the source's row, in a transaction of its own. */
    static void replace(Connection hub, CheckReport report) throws SQLException {
        String[] texts = Stream.concat(report.differences().stream(), report.figures().stream())
                .map(Difference::text)
                .toArray(String[]::new);
        Handles.use(
                hub,
                handle -> handle.createUpdate(Handles.sql(CheckResultTable.class, "replace"))
                        .bind("source", report.source())
                        .bind("position", report.position())
                        .bind("takenAt", report.takenAt().atOffset(ZoneOffset.UTC))
                        .bind("passed", report.passed())
                        .bind("figuresTie", report.figuresTie())
                        .bind("balances", report.rows(Part.FIGURES))
                        .bind("differences", texts)
                        .bind("quality", json(report.quality()))
                        .execute());
        hub.commit();
    }

    /** The names of rules are words of the hub's own and need no escaping. */
    private static String json(Map<String, Long> quality) {
        return new TreeMap<>(quality)
                .entrySet().stream()
                        .map(rule -> "\"" + rule.getKey() + "\": " + rule.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
