package yecai.sql.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.text.Resources;

/**
 * A reader of one company asks for plans: for values that only another company's rows have, and for values that no row has. If
 * the plans differ, they tell how many rows are hidden.
 */
class CountingOracleIT {
    private static final List<String> PLANNERS = List.of(
            "reset all",
            "set enable_seqscan = off; set enable_bitmapscan = off",
            "set enable_seqscan = off; set enable_indexscan = off; set enable_indexonlyscan = off",
            "set enable_indexscan = off; set enable_bitmapscan = off; set enable_nestloop = off");

    /** By type: what the hidden rows have, and what none has; the reader's own values lie on the same side of both. */
    private static final Map<String, Guess> GUESSES = Map.of(
            "text", new Guess("'HIDDEN'", "'HIDDEO'"),
            "date", new Guess("'2031-03-03'", "'2032-03-03'"),
            "timestamp with time zone", new Guess("'2031-03-03'", "'2032-03-03'"),
            "numeric", new Guess("'77777'", "'77778'"),
            "integer", new Guess("'77777'", "'77778'"),
            "bigint", new Guess("'77777'", "'77778'"));

    private static final String ANALYZE = "(analyze, timing off, summary off, buffers off)";

    private static final List<String> OPERATORS =
            List.of("%s = %s", "%s < %s", "%1$s in (%2$s, %2$s)", "%s::text like %s", "%1$s between %2$s and %2$s");

    private static EmbeddedHub hub;
    private static Reader reader;

    private record Guess(String hidden, String missing) {}

    private record Column(String view, String name, Guess guess) {}

    @BeforeAll
    static void fill() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("postgres", Resources.read("access/two_companies.sql"));
        reader = Reader.add(hub, "counting_reader", "finance_reader", "production_reader", "reporting_reader")
                .grant("company", "C1");
    }

    private static List<Column> columns() throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String column : hub.list("postgres", """
                select format('%s|%s|%s', g.view, a.attname, format_type(a.atttypid, null))
                from hub.governed_view as g
                inner join pg_attribute as a on a.attrelid = g.view::regclass and a.attnum > 0
                where g.view ~ '^(finance|production|reporting)\\.'
                order by g.view, a.attnum
                """)) {
            String[] parts = column.split("\\|");
            Guess guess = switch (parts[1]) {
                case "company" -> new Guess("'C2'", "'C3'");
                case "entity_key" -> new Guess("'H8'", "'I8'");
                default -> GUESSES.get(parts[2]);
            };
            if (guess != null) {
                columns.add(new Column(parts[0], parts[1], guess));
            }
        }
        return columns;
    }

    private static String plan(Connection session, String options, Column column, String condition, String value)
            throws SQLException {
        String plan = String.join(
                "\n",
                EmbeddedHub.list(
                        session,
                        "explain " + options + " select * from " + column.view() + " where "
                                + condition.formatted(column.name(), value)));
        return plan.replace(value.replace("'", ""), "?").replaceAll("::[a-z ]+|[\"']", "");
    }

    /** Columns whose plans tell the hidden value from the one that is not there, with both plans. */
    private static List<String> told(Connection session, String options, List<Column> columns, String... conditions)
            throws SQLException {
        List<String> told = new ArrayList<>();
        for (Column column : columns) {
            for (String condition : conditions) {
                String hidden =
                        plan(session, options, column, condition, column.guess().hidden());
                String missing =
                        plan(session, options, column, condition, column.guess().missing());
                if (!hidden.equals(missing)) {
                    told.add(column.view() + " " + column.name() + "\n" + hidden + "\n" + missing);
                }
            }
        }
        return told;
    }

    private static String estimate(
            Connection session, String view, List<Column> columns, String condition, boolean hidden)
            throws SQLException {
        String all = columns.stream()
                .map(column -> condition.formatted(
                        column.name(),
                        hidden ? column.guess().hidden() : column.guess().missing()))
                .collect(joining(" or "));
        return EmbeddedHub.list(session, "explain select * from " + view + " where " + all).stream()
                .map(line -> line.replaceAll("(Filter|Cond|Key): .*", ""))
                .collect(joining("\n"));
    }

    /** One column with other estimates shows in the plan for all. */
    @Test
    void estimates_tellNothingOfHiddenRows() throws Exception {
        Map<String, List<Column>> views = columns().stream().collect(groupingBy(Column::view, TreeMap::new, toList()));
        assertThat(views).hasSizeGreaterThan(30);
        try (Connection session = hub.open(reader.login())) {
            for (Map.Entry<String, List<Column>> view : views.entrySet()) {
                for (String condition : OPERATORS) {
                    String hidden = estimate(session, view.getKey(), view.getValue(), condition, true);
                    String missing = estimate(session, view.getKey(), view.getValue(), condition, false);
                    if (!hidden.equals(missing)) {
                        assertThat(told(session, "", view.getValue(), condition))
                                .isEmpty();
                    }
                    assertThat(hidden).as(view.getKey() + " " + condition).isEqualTo(missing);
                }
            }
        }
    }

    private static List<Column> searched() throws SQLException {
        return columns().stream()
                .filter(column -> column.view().matches("finance\\.(receipt|cost_ledger|order_to_cash|general_ledger)"))
                .filter(
                        column -> column.name()
                                .matches(
                                        "company|customer|account|posting_date|due_date|document_no|entity_key|sales_order|quantity"))
                .toList();
    }

    @Test
    void whatRuns_tellsNothingOfHiddenRows() throws Exception {
        List<Column> searched = searched();
        assertThat(searched).hasSizeGreaterThan(15);
        for (String planner : PLANNERS) {
            try (Connection session = hub.open(reader.login())) {
                EmbeddedHub.list(session, planner);
                assertThat(told(session, ANALYZE, searched, "%s = %s"))
                        .as(planner)
                        .isEmpty();
            }
        }
    }

    /** Narrowed readers' policies use no index, so that dates would be looked up in one before them. */
    @Test
    void whatRunsForNarrowedReaders_tellsNothingOfHiddenRows() throws Exception {
        Reader narrowed = Reader.add(hub, "counting_narrow", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "SHOWN 1");
        for (String planner : PLANNERS.subList(0, 2)) {
            try (Connection session = hub.open(narrowed.login())) {
                EmbeddedHub.list(session, planner);
                assertThat(told(session, ANALYZE, searched(), "%s = %s"))
                        .as(planner)
                        .isEmpty();
            }
        }
    }

    /** What the tests above would find: an administrator may decide for plans that count, and quicker look-ups by key. */
    @Test
    void openPlans_tellOfHiddenRows() throws Exception {
        hub.run("postgres", "update hub.setting set value = 'open' where name = 'plans_of_readers'");
        try (Connection session = hub.open(reader.login())) {
            assertThat(told(session, "", searched(), "%s = %s"))
                    .anyMatch(plan -> plan.startsWith("finance.receipt company"));
            EmbeddedHub.list(session, PLANNERS.get(1));
            assertThat(told(session, ANALYZE, searched(), "%s = %s"))
                    .anyMatch(plan -> plan.startsWith("finance.receipt entity_key"));
        } finally {
            hub.run("postgres", "update hub.setting set value = 'closed' where name = 'plans_of_readers'");
        }
    }

    /** A filter by the indexed columns still finds the reader's own rows by the index. */
    @Test
    void filterByADate_usesTheIndex() throws Exception {
        try (Connection session = hub.open(reader.login())) {
            EmbeddedHub.list(session, "set enable_seqscan = off");
            assertThat(String.join(
                            "\n",
                            EmbeddedHub.list(
                                    session,
                                    "explain select * from finance.cost_ledger where posting_date = '2026-01-05'")))
                    .containsPattern("Index Cond: .*company = .*posting_date = ");
        }
    }
}
