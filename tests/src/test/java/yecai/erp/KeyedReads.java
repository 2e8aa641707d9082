package yecai.erp;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/**
 * How much a mapping reads when a batch touches all of its keys, beside what its whole view reads. A view that PostgreSQL cannot enter by
 * the key works out everything anew for each key: a batch of a few hundred keys then takes minutes.
 */
final class KeyedReads {
    /** Pages that a key may read: a few dozen look-ups of three or four pages. */
    private static final long PAGES_OF_A_KEY = 2_000;

    private static final long TIMES_THE_WHOLE = 10;
    private static final Pattern PAGES = Pattern.compile("\"Shared (?:Hit|Read) Blocks\": (\\d+)");
    private static final String EXPLAIN = "explain (analyze, buffers, timing off, format json) select * from ";

    private KeyedReads() {}

    /** Returns the mappings that read more than they should, with the figures; empty if there are none. */
    static List<String> excessive(PackTrial trial) throws SQLException {
        List<String> excessive = new ArrayList<>();
        try (Connection hub = trial.openHub();
                Statement statement = hub.createStatement()) {
            statement.execute("set statement_timeout = '60s'");
            for (Mapping mapping : trial.settings().pack().mappings()) {
                String view = Identifier.quote(trial.settings().mapSchema(), mapping.name());
                statement.execute("create temporary table keys as select distinct derive_key from " + view);
                long keys = number(statement, "select count(*) from keys");
                long whole = pages(statement, EXPLAIN + view);
                try {
                    long keyed = pages(
                            statement,
                            EXPLAIN + view
                                    + " as m where m.derive_key = any(array(select k.derive_key from keys as k))");
                    if (keyed > TIMES_THE_WHOLE * whole + PAGES_OF_A_KEY * keys) {
                        excessive.add(mapping.name() + ": " + keyed + " pages for " + keys + " keys, " + whole
                                + " for its whole view");
                    }
                } catch (SQLException tooLong) {
                    excessive.add(mapping.name() + ": " + tooLong.getMessage());
                }
                statement.execute("drop table keys");
            }
        }
        return excessive;
    }

    /** Of the plan's root, which says first what all of it read. */
    private static long pages(Statement statement, String explain) throws SQLException {
        try (ResultSet row = statement.executeQuery(explain)) {
            row.next();
            Matcher pages = PAGES.matcher(row.getString(1));
            long sum = 0;
            for (int found = 0; found < 2 && pages.find(); found++) {
                sum += Long.parseLong(pages.group(1));
            }
            return sum;
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
