package yecai.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/**
 * Sums by month of costs and stock are what their rows add up to, at every commit of years drawn by chance, with late postings, changes of
 * everything a sum goes by, deletions and reversals; and what is read by them is what all rows add up to.
 */
final class PeriodSumsIT {
    private static final int COMMITS = Integer.getInteger("yecai.sums.commits", 150);

    private static final String DIFFERENCES = """
            select count(*) from (
                (
                    select source, company, plant, production_order, period, functional_currency, amount, entries from canon.wip_period
                    except all
                    select
                        source, company, coalesce(plant, ''), coalesce(production_order, ''), coalesce(to_char(posting_date, 'YYYY-MM'), '0000-00'),
                        coalesce(functional_currency, ''), sum(amount_functional), count(*)
                    from canon.cost_entry group by 1, 2, 3, 4, 5, 6
                )
                union all
                (
                    select
                        source, company, coalesce(plant, ''), coalesce(production_order, ''), coalesce(to_char(posting_date, 'YYYY-MM'), '0000-00'),
                        coalesce(functional_currency, ''), sum(amount_functional), count(*)
                    from canon.cost_entry group by 1, 2, 3, 4, 5, 6
                    except all
                    select source, company, plant, production_order, period, functional_currency, amount, entries from canon.wip_period
                )
            ) as d
            """;
    private static final String LEGS = """
            (
                select source, company, from_location as location, from_owner as owner, material, posting_date,
                    -base_quantity as quantity, -amount_functional as amount from canon.stock_movement where from_owner is not null
                union all
                select source, company, to_location, to_owner, material, posting_date, base_quantity, amount_functional
                from canon.stock_movement where to_owner is not null
            )""";

    private static EmbeddedHub hub;
    private static Reader finance;
    private static Reader one;
    private static Reader narrowed;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run(
                "yecai_capture",
                "insert into hub.source (source, pack, pack_version, loaded_at) values ('s', 'demo', '1', now()), ('t', 'demo', '1', now())");
        finance = Reader.add(hub, "sums", "finance_reader").grant("company", "*");
        one = Reader.add(hub, "sums_one", "finance_reader").grant("company", "C1");
        narrowed = Reader.add(hub, "sums_narrow", "finance_reader")
                .grant("company", "C1")
                .grant("cost_center", "K1");
    }

    @Test
    void sums_areWhatTheRowsAddUpTo_atEveryCommit() throws SQLException {
        SplittableRandom random = new SplittableRandom(20251130);
        long withoutDay = 0;
        try (Connection capture = hub.open("yecai_capture");
                Statement statement = capture.createStatement()) {
            capture.setAutoCommit(false);
            for (int commit = 0; commit < COMMITS; commit++) {
                int statements = random.nextInt(1, 5);
                for (int i = 0; i < statements; i++) {
                    statement.execute(change(random, commit * 10 + i));
                }
                capture.commit();
                assertThat(EmbeddedHub.list(capture, DIFFERENCES))
                        .as("differences of work in progress after commit %s", commit)
                        .containsExactly("0");
                assertThat(EmbeddedHub.list(capture, stockDifferences()))
                        .as("differences of stock after commit %s", commit)
                        .containsExactly("0");
                capture.commit();
                if (commit % 10 == 9) {
                    compareFigures(random);
                }
            }
            withoutDay = Long.parseLong(
                    EmbeddedHub.list(capture, "select count(*) from canon.wip_period where period = '0000-00'")
                            .get(0));
            assertThat(EmbeddedHub.list(capture, "select count(*) > 100 from canon.wip_period"))
                    .containsExactly("t");
            assertThat(EmbeddedHub.list(capture, "select count(*) > 20 from canon.stock_period"))
                    .containsExactly("t");
        }
        assertThat(withoutDay).as("sums of what has no day").isPositive();
        missingSums_areAddedUpAgain();
    }

    /** All movements without an owner are a minute's work to find out, at each start of a capture. */
    @Test
    void sumsThatComeToNothing_areNotMissing() throws SQLException {
        hub.run(
                "yecai_capture",
                "insert into hub.source (source, pack, pack_version) values ('u', 'demo', '1');"
                        + " insert into canon.stock_movement (source, entity_key, company, material, quantity)"
                        + " values ('u', '1', 'C1', 'M1', 1)");
        String summed = "select periods_summed_at from hub.source where source = 'u'";
        hub.run("yecai_capture", "select hub.sum_missing_periods('u')");
        List<String> first = hub.list("yecai_capture", summed);
        assertThat(first).doesNotContainNull().hasSize(1);

        hub.run("yecai_capture", "select hub.sum_missing_periods('u')");
        assertThat(hub.list("yecai_capture", summed)).isEqualTo(first);
        hub.run("yecai_capture", "delete from canon.stock_movement where source = 'u'");
    }

    private static void missingSums_areAddedUpAgain() throws SQLException {
        hub.run("yecai_capture", "delete from canon.wip_period; delete from canon.stock_period");
        assertThat(hub.list("yecai_capture", DIFFERENCES)).isNotEqualTo(List.of("0"));
        hub.run("yecai_capture", "select hub.sum_missing_periods('s'), hub.sum_missing_periods('t')");
        assertThat(hub.list("yecai_capture", DIFFERENCES)).containsExactly("0");
        assertThat(hub.list("yecai_capture", stockDifferences())).containsExactly("0");

        // a derivation of everything leaves them to its end
        hub.run(
                "yecai_capture",
                "set yecai.period_sums = 'later'; delete from canon.cost_entry where source = 's' and entity_key < '3';"
                        + " update canon.stock_movement set base_quantity = base_quantity + 1 where source = 's'");
        assertThat(hub.list("yecai_capture", DIFFERENCES)).isNotEqualTo(List.of("0"));
        hub.run("yecai_capture", "select hub.sum_periods('s')");
        assertThat(hub.list("yecai_capture", DIFFERENCES)).containsExactly("0");
        assertThat(hub.list("yecai_capture", stockDifferences())).containsExactly("0");
    }

    private static String change(SplittableRandom random, int number) {
        String source = random.nextInt(4) == 0 ? "t" : "s";
        int from = random.nextInt(0, Math.max(1, number));
        return switch (random.nextInt(10)) {
            // several orders at once, some entries without a day or an order, some of them reversals
            case 0, 1, 2, 3 -> """
                    insert into canon.cost_entry (source, entity_key, company, plant, production_order, posting_date, source_period, element,
                        entry_kind, cost_center, amount_functional, functional_currency, reverses)
                    select '%s', %s || '/' || n, 'C' || 1 + n %% 2, 'P' || 1 + n %% 2, case when n <> 5 then (%s + n %% 3)::text end,
                        case when n <> 3 then date '%s' - n * 11 end, '2025-01', 'material',
                        (array['issue', 'activity', 'output', 'reversal', 'settlement'])[1 + n %% 5], case when n %% 2 = 0 then 'K1' end,
                        (n - 3) * 10.25, 'CNY', %s || '/' || n - 1
                    from generate_series(1, %s) as n
                    """.formatted(source, number, number / 30, day(random), number, random.nextInt(1, 8));
            case 4 -> """
                    insert into canon.stock_movement (source, entity_key, company, plant, posting_date, source_period, movement_kind, material,
                        base_quantity, base_unit, amount_functional, functional_currency, from_location, from_owner, to_location, to_owner)
                    select '%s', 'm%s/' || n, 'C' || 1 + n %% 2, 'P1', case when n <> 3 then date '%s' - n * 9 end, '2025-01',
                        (array['receipt', 'production_issue', 'transfer'])[1 + n %% 3], 'M' || n %% 3, n - 1, 'EA', (n - 1) * 3.5, 'CNY',
                        case when n %% 3 <> 0 then 'L1' end, case when n %% 3 <> 0 then 'own' end,
                        case when n %% 3 <> 1 then 'L2' end, case when n %% 3 <> 1 then 'own' end
                    from generate_series(1, %s) as n
                    """.formatted(source, number, day(random), random.nextInt(2, 8));
            // late postings and changes of anything by which sums are
            case 5 ->
                "update canon.cost_entry set posting_date = '%s', amount_functional = amount_functional + %s where entity_key like '%s/%%'"
                        .formatted(day(random), random.nextInt(-3, 4), from);
            case 6 ->
                "update canon.cost_entry set production_order = '%s', plant = nullif('P%s', 'P3'), company = 'C%s' where entity_key like '%%/%s'"
                        .formatted(random.nextInt(9), random.nextInt(1, 4), random.nextInt(1, 3), random.nextInt(1, 8));
            case 7 ->
                "delete from canon.cost_entry where source = '%s' and entity_key like '%s/%%'".formatted(source, from);
            case 8 ->
                "update canon.stock_movement set to_location = 'L%s', posting_date = '%s', base_quantity = -base_quantity where entity_key like '%%/%s'"
                        .formatted(random.nextInt(1, 4), day(random), random.nextInt(1, 8));
            default ->
                "delete from canon.stock_movement where source = '%s' and entity_key like 'm%s%%'"
                        .formatted(source, random.nextInt(1, 10));
        };
    }

    private static String day(SplittableRandom random) {
        return LocalDate.of(2025, 1, 1).plusDays(random.nextInt(330)).toString();
    }

    private static String stockDifferences() {
        String rows =
                "select source, company, coalesce(location, ''), owner, coalesce(material, ''), coalesce(to_char(posting_date, 'YYYY-MM'), '0000-00'),"
                        + " sum(quantity), sum(amount) from " + LEGS
                        + " as l group by 1, 2, 3, 4, 5, 6 having sum(quantity) <> 0 or sum(amount) <> 0";
        String sums =
                "select source, company, location, owner, material, period, quantity, amount from canon.stock_period";
        return "select count(*) from ((" + sums + " except all " + rows + ") union all (" + rows + " except all " + sums
                + ")) as d";
    }

    /** What is read by sums and the entries of one month, beside all entries. */
    private static void compareFigures(SplittableRandom random) throws SQLException {
        String to = day(random);
        String from = LocalDate.parse(to).minusDays(random.nextInt(70)).toString();
        for (Reader reader : List.of(finance, one, narrowed)) {
            String seen = reader == finance
                    ? "true"
                    : reader == one ? "company = 'C1'" : "company = 'C1' and cost_center = 'K1'";
            String all =
                    "select coalesce(company, '') || '|' || coalesce(production_order, '') || '|' || trim_scale(sum(amount_functional)) as x from canon.cost_entry"
                            + " where (posting_date > '" + to + "') is not true and " + seen
                            + " group by source, company, production_order having sum(amount_functional) <> 0 order by 1";
            assertThat(sorted(reader.list(
                            "select coalesce(company, '') || '|' || coalesce(production_order_key, '') || '|' || trim_scale(wip)"
                                    + " from finance.wip_as_of('" + to
                                    + "') where wip = debits + credits + settlement order by 1")))
                    .as("work in progress of %s", to)
                    .isEqualTo(sorted(hub.list("yecai_capture", all)));
            assertThat(sorted(reader.list(
                            "select coalesce(company, '') || '|' || coalesce(production_order_key, '') || '|' || trim_scale(closing)"
                                    + " from finance.wip_rollforward('" + from + "', '" + to
                                    + "') where closing <> 0 order by 1")))
                    .as("closing from %s to %s", from, to)
                    .isEqualTo(sorted(hub.list("yecai_capture", all)));
            assertThat(reader.list("select count(*) from finance.wip_rollforward('" + from + "', '" + to + "') as w"
                            + " where closing <> opening + material_cost + labor_cost + machine_cost + overhead_cost + subcontract_cost + other_cost"
                            + " + output_amount + by_product + abnormal_scrap + settlement + unmapped_cost"))
                    .containsExactly("0");
            assertThat(reader.list("select trim_scale(coalesce(sum(opening), 0)) from finance.wip_rollforward('" + from
                            + "', '" + to + "')"))
                    .as("opening of %s", from)
                    .isEqualTo(hub.list(
                            "yecai_capture",
                            "select trim_scale(coalesce(sum(amount_functional), 0)) from canon.cost_entry"
                                    + " where (posting_date >= '" + from + "') is not true and " + seen));
        }
        for (Reader reader : List.of(finance, one)) {
            String stock =
                    "select concat_ws('|', company, location, material, trim_scale(sum(quantity)), trim_scale(sum(amount))) from "
                            + LEGS
                            + " as l where (posting_date > '" + to + "') is not true"
                            + (reader == one ? " and company = 'C1'" : "")
                            + " group by source, company, location, owner, material having sum(quantity) <> 0 or sum(amount) <> 0";
            assertThat(sorted(reader.list(
                            "select concat_ws('|', company, location, material, trim_scale(closing_quantity), trim_scale(closing_amount))"
                                    + " from finance.inventory_rollforward('" + from + "', '" + to
                                    + "') where closing_quantity <> 0 or closing_amount <> 0 order by 1")))
                    .as("stock of %s", to)
                    .isEqualTo(sorted(hub.list("yecai_capture", stock)));
            assertThat(sorted(reader.list(
                            "select concat_ws('|', company, location, material, trim_scale(base_quantity), trim_scale(amount_functional))"
                                    + " from finance.stock_balance_as_of('" + to + "') order by 1")))
                    .isEqualTo(sorted(hub.list("yecai_capture", stock)));
        }
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
