package yecai.bench.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import yecai.bench.report.BenchReport;
import yecai.bench.report.Measurement;
import yecai.bench.report.Stopwatch;
import yecai.bench.server.BenchHub;

/** Asks questions as a governed reader and as the owner in turns, compares the answers, and reports the times. */
final class ViewsTurns {
    private final Connection hub;
    private final BenchReport report;

    ViewsTurns(Connection hub, BenchReport report) {
        this.hub = hub;
        this.report = report;
    }

    void compare(List<ViewsQuestion> cases) {
        for (ViewsQuestion one : cases) {
            report.ratio(one.name(), one.name() + ", owner", one.name() + ", governed");
        }
        for (ViewsQuestion one : cases) {
            report.ratio(one.name() + " A/A", one.name() + ", owner", one.name() + ", owner again");
        }
    }

    /** The first round warms up and is not counted; governed and owner change places from round to round. */
    void pair(ViewsQuestion one, int round) throws SQLException {
        String bare = "(" + ViewsData.query(one.view()) + ")";
        String owner = one.question().formatted(bare, one.filter());
        String governed = one.question().formatted("finance." + one.view().replaceFirst(".*/", ""), "true");
        String expected;
        String found;
        if (round % 2 == 0) {
            expected = timed(one, ", owner", "none", owner, round);
            found = timed(one, ", governed", one.reader(), governed, round);
        } else {
            found = timed(one, ", governed", one.reader(), governed, round);
            expected = timed(one, ", owner", "none", owner, round);
        }
        if (round > 0 && (round - 1) % one.control() == 0) {
            timed(one, ", owner again", "none", owner, round);
        }
        if (!expected.equals(found)) {
            throw new IllegalStateException("question " + one.name() + ": the reader's answer is not the owner's");
        }
    }

    private String timed(ViewsQuestion one, String who, String role, String sql, int round) throws SQLException {
        BenchHub.execute(hub, "set role " + role);
        StringBuilder answer = new StringBuilder();
        Stopwatch clock = Stopwatch.start();
        try (Statement statement = hub.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    answer.append(rows.getString(column)).append('|');
                }
            }
        }
        Stopwatch.Elapsed took = clock.elapsed();
        BenchHub.execute(hub, "reset role");
        if (answer.isEmpty()) {
            throw new IllegalStateException("question " + one.name() + who + ": no rows");
        }
        if (round > 0) {
            report.add(new Measurement(one.name() + who, round, one.rows(), took));
        }
        return answer.toString();
    }
}
