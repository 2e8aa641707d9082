package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.Waiting;

/** The finance views against numbers worked out by hand; the rows are in finance-views.sql. */
class FinanceViewsIT {
    private static final String BUCKETS =
            "concat_ws(' ', not_due, d1_30, d31_60, d61_90, d91_180, d181_plus, undated, unbilled,"
                    + " unapplied_credits, billed, total)";
    private static final String YESTERDAY = "(now() at time zone 'Asia/Shanghai')::date - 1";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static EmbeddedHub hub;
    private static LocalDate loaded;

    @BeforeAll
    static void rows() throws Exception {
        hub = EmbeddedHub.migrated();
        load();
        hub.run("postgres", "select hub.add_principal('clerk', 'person', '{finance_reader}')");
        hub.run("postgres", "select hub.grant_scope('clerk', 'company', 'C1', null, 'test')");
        hub.run("postgres", "select hub.grant_scope('clerk', 'company', 'C2', null, 'test')");
        hub.run("postgres", "select hub.add_login('clerk_login', 'clerk', 'secret')");
    }

    private static void load() throws Exception {
        loaded = LocalDate.now(SHANGHAI);
        try (var stream = FinanceViewsIT.class.getResourceAsStream("/finance-views.sql")) {
            hub.run("yecai_capture", new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** The rows are due before and after the day on which they were loaded: no test begins in another, or near its end. */
    @BeforeEach
    void today() throws Exception {
        Waiting.until(
                "the day is not about to end", () -> LocalTime.now(SHANGHAI).isBefore(LocalTime.of(23, 59)));
        if (!LocalDate.now(SHANGHAI).equals(loaded)) {
            hub.run("postgres", """
                    do $$ begin
                        execute (
                            select 'truncate hub.source, hub.control_total, ' || string_agg(c.oid::regclass::text, ', ') || ' cascade'
                            from pg_class as c where c.relnamespace = 'canon'::regnamespace and c.relkind = 'r'
                        );
                    end $$
                    """);
            load();
        }
    }

    private static String read(String sql) throws SQLException {
        return String.join("\n", hub.list("clerk_login", sql));
    }

    /** Whatever place in its query a view gives the branches' condition. */
    @Test
    void readerWithoutAScope_seesNoRowOfAnyGovernedView() throws Exception {
        Reader nobody = Reader.add(hub, "fv_nobody", "finance_reader", "production_reader", "reporting_reader");
        Reader late = Reader.add(hub, "fv_late", "finance_reader", "production_reader", "reporting_reader")
                .grant("company", "*");
        hub.run("postgres", "select hub.end_login('fv_late_login', now(), 'test')");
        Reader all = Reader.add(hub, "fv_all", "finance_reader", "production_reader", "reporting_reader")
                .grant("company", "*");
        int telling = 0;
        for (String view : hub.list("postgres", """
                select replace(replace(c.relname, '__', '.'), '_scoped', '')
                from pg_class as c
                where c.relnamespace = 'mart'::regnamespace and c.relname like '%\\_\\_%\\_scoped'
                """)) {
            String count = "select count(*) from " + view;
            assertThat(nobody.list(count)).as(view).containsExactly("0");
            assertThat(late.list(count)).as(view).containsExactly("0");
            telling += all.list(count).equals(java.util.List.of("0")) ? 0 : 1;
        }
        assertThat(telling).isGreaterThan(8);
    }

    @Test
    void aging_putsEachItemInItsBucket() throws Exception {
        String view = "select " + BUCKETS + " from finance.receivable_aging where company = 'C1' and customer = 'K1'";

        assertThat(read(view)).isEqualTo("150 30 45 15 20 13 17 11.00 -42 248 259.00");
    }

    @Test
    void aging_ofToday_isTheSameByViewAndByFunction() throws Exception {
        String columns = "source, company, customer, currency, functional_currency, "
                + "not_due, d1_30, d31_60, d61_90, d91_180, d181_plus, undated, unbilled, unapplied_credits, billed, total,"
                + " not_due_functional, d1_30_functional, unbilled_functional, total_functional";
        String function = " from finance.receivable_aging_as_of((now() at time zone 'Asia/Shanghai')::date)";

        assertThat(read("select count(*) from finance.receivable_aging")).isEqualTo("3");
        assertThat(read("select 'differs' from (select " + columns + " from finance.receivable_aging except select "
                        + columns + function + ") as d"))
                .isEmpty();
        assertThat(read("select 'differs' from (select " + columns + function + " except select " + columns
                        + " from finance.receivable_aging) as d"))
                .isEmpty();
    }

    @Test
    void agingAsOf_undoesWhatCameLater() throws Exception {
        String asOf = "select " + BUCKETS + " from finance.receivable_aging_as_of(%s, '%s') where customer = 'K2'";

        assertThat(read("select " + BUCKETS + " from finance.receivable_aging where customer = 'K2'"))
                .isEqualTo("0 65 0 0 0 0 0 0 -20 45 45");
        assertThat(read(asOf.formatted(YESTERDAY, "due_date"))).isEqualTo("0 200 0 0 0 0 0 0 -50 150 150");
        assertThat(read(asOf.formatted(YESTERDAY, "occurrence"))).isEqualTo("0 0 200 0 0 0 0 0 -50 150 150");
    }

    @Test
    void agingAsOf_refusesArgumentsThatMeanNothing() {
        assertThat(refusal("current_date, 'occurence'"))
                .contains("basis is 'occurence': it must be due_date or occurrence");
        assertThat(refusal("current_date, null")).contains("basis is null: it must be due_date or occurrence");
        assertThat(refusal("current_date, 'due_date', 'dues'")).contains("bucket_set is 'dues': give one of cas, due");
        assertThat(refusal("current_date, 'due_date', null")).contains("bucket_set is null: give one of");
        assertThat(refusal("null")).contains("as_of is null");
        assertThat(refusal("current_date + 2")).contains("which is in the future");
        assertThat(refusal("'1990-01-31'")).contains("1990-01-31, which is before the first period");
        for (String function : java.util.List.of("receivable_as_of", "receivable_open_as_of")) {
            assertThat(refusalOf(function + "(null)")).contains("as_of is null");
            assertThat(refusalOf(function + "(current_date + 2)")).contains("which is in the future");
            assertThat(refusalOf(function + "('1990-01-31')")).contains("which is before the first period");
        }
        for (String function : java.util.List.of("balance_as_of", "stock_balance_as_of")) {
            assertThat(refusalOf(function + "(null)")).contains("as_of is null");
            assertThat(refusalOf(function + "(current_date + 2)")).contains("which is in the future");
        }
        assertThat(refusalOf("subledger_reconciliation(null)")).contains("as_of is null");
        assertThat(refusalOf("subledger_reconciliation(current_date + 2)")).contains("which is in the future");
    }

    @Test
    void buckets_areRowsByAccount_asTheSetSays() throws Exception {
        String rows = "select concat_ws(' ', bucket_no, bucket, open, open_functional, items)"
                + " from finance.receivable_buckets_as_of(%s) where customer = 'K2' order by bucket_no";

        assertThat(read(rows.formatted(YESTERDAY))).isEqualTo("2 d1_30 200 200 1\ncredit -50 -50 1");
        assertThat(read(rows.formatted(YESTERDAY + ", 'occurrence'"))).startsWith("3 d31_60 200");
        assertThat(read(rows.formatted(YESTERDAY + ", 'due_date', 'cas'"))).startsWith("1 y0_1 200");
        assertThat(read(rows.formatted(YESTERDAY + ", 'due_date', 'due', 'C1'")))
                .isEmpty();
    }

    @Test
    void buckets_refuseWhatCannotBeOneReport() throws Exception {
        assertThat(bucketRefusal("'due_dates', 'due'"))
                .contains("basis is 'due_dates': it must be due_date or occurrence");
        assertThat(bucketRefusal("'due_date', 'dues'")).contains("bucket_set is 'dues': give one of cas, due");
        assertThat(bucketRefusal("'due_date', null")).contains("bucket_set is null: give one of");
    }

    /** A set that two readers could read in two ways is refused when it is set, whatever sets it. */
    @Test
    void bucketSets_areRefused_whenTheyOverlapOrHaveAHole() throws Exception {
        assertThat(setRefusal("a: 30 days, b: 60 days"))
                .contains("bucket set bad has a hole: what is older than 60 days is in no bucket");
        assertThat(setRefusal("a: 60 days, b: 1 month, c"))
                .contains("buckets a and b of set bad overlap: they end at 60 days and 1 month");
        assertThat(setRefusal("a: 30 days, b: 30 days, c")).contains("buckets a and b of set bad overlap");
        assertThat(setRefusal("a: 30 dais, b")).contains("bucket a of set bad ends at '30 dais'");
        assertThat(setRefusal("a: 30 days, b, c")).contains("bucket b of set bad ends at nothing");
        assertThat(setRefusal("a: 30 days, a")).contains("two buckets of one name");
        assertThat(setRefusal("a: 30 days, credit")).contains("what has no age is called so");
        hub.run(
                "postgres",
                "insert into hub.setting (name, value) values ('aging_buckets.own', 'young: 45 days, old')");
        try {
            assertThat(read("select concat_ws(' ', buckets ->> 'young', buckets ->> 'old', d1_30, overdue, total)"
                            + " from finance.receivable_aging_as_of(" + YESTERDAY
                            + ", 'due_date', 'own') where customer = 'K2'"))
                    .isEqualTo("200 0 200 150");
            assertThat(catchThrowable(() -> hub.run(
                                    "postgres",
                                    "update hub.setting set value = 'a: 1 day' where name = 'aging_buckets.own'"))
                            .getMessage())
                    .contains("bucket set own has a hole");
        } finally {
            hub.run("postgres", "delete from hub.setting where name = 'aging_buckets.own'");
        }
    }

    private static String setRefusal(String buckets) {
        return catchThrowable(() -> hub.run(
                        "postgres",
                        "insert into hub.setting (name, value) values ('aging_buckets.bad', '" + buckets + "')"))
                .getMessage();
    }

    private static String bucketRefusal(String arguments) {
        return catchThrowable(() ->
                        read("select * from finance.receivable_buckets_as_of(" + YESTERDAY + ", " + arguments + ")"))
                .getMessage();
    }

    private static String refusal(String arguments) {
        return refusalOf("receivable_aging_as_of(" + arguments + ")");
    }

    private static String refusalOf(String call) {
        return catchThrowable(() -> read("select * from finance." + call)).getMessage();
    }

    @Test
    void receivableItem_showsBilledAndUnbilled_inReportingCurrencyAtTheClosingRate() throws Exception {
        assertThat(read("select concat_ws(' ', kind, billed, days_overdue, open_transaction, open_reporting, rate_type)"
                        + " from finance.receivable_item where entity_key in ('r-181', 's1') order by kind"))
                .isEqualTo("invoice t 181 13 91.00 closing\nunbilled f 11 77.00 closing");
        assertThat(read("select functional_residue from finance.receivable_item where entity_key = 'residue'"))
                .isEqualTo("0.07");
    }

    @Test
    void productionOrderCost_splitsByElementAndLeavesNoWorkInProgressWhenSettled() throws Exception {
        String order = "select concat_ws(' ', material_cost, labor_cost, machine_cost, overhead_cost, subcontract_cost,"
                + " by_product, abnormal_scrap, total_cost, unit_cost::numeric(9, 2), wip, variance, is_estimate)"
                + " from finance.production_order_cost where production_order = ";

        assertThat(read(order + "'P1'")).isEqualTo("100 40 10 20 30 6 4 200 19.00 0 10 f");
        assertThat(read(order + "'P2'")).isEqualTo("25 0 0 0 0 0 0 25 25 t");
        assertThat(read("select unit_cost from finance.production_order_cost where production_order = 'P2'"))
                .isEqualTo("null");
    }

    @Test
    void costComposition_sharesSumToOne() throws Exception {
        assertThat(read("select concat_ws(' ', material, month, total_cost, material_share::numeric(9, 2),"
                        + " material_share + labor_share + machine_share + overhead_share + subcontract_share)"
                        + " from finance.cost_composition where material = 'M1'"))
                .isEqualTo("M1 2026-01 200 0.50 1.000000");
    }

    @Test
    void costLedger_convertsAtTheLatestTransactionRate_andSaysWhenThereIsNone() throws Exception {
        String entry = "select concat_ws(' ', amount_functional, amount_reporting, rate_date, rate_type, unconverted)"
                + " from finance.cost_ledger where entity_key = ";

        assertThat(read(entry + "'w1'")).isEqualTo("100 800.00 2026-01-01 transaction f");
        assertThat(read(entry + "'w20'")).isEqualTo("25 25.00 2026-01-20 same currency f");
        assertThat(read(entry + "'w21'")).isEqualTo("7 t");
    }

    @Test
    void names_areInTheReadersLanguage_andAnUnknownOneIsRefused() throws Exception {
        hub.run("yecai_capture", """
                insert into canon.customer (source, entity_key, customer, name, names)
                values
                    ('t', 'n1', 'N1', 'Pump Co', '{"en": "Pump Co", "zh": "水泵公司"}'),
                    ('t', 'n2', 'N2', 'Only', '{"de": "Nur"}'),
                    ('t', 'n3', 'N3', null, '{"de": "Nur"}')
                """);
        String names = "select string_agg(name, ' ' order by customer) from finance.customer where customer like 'N_'";
        try {
            assertThat(read(names)).isEqualTo("Pump Co Only Nur");
            assertThat(read("set yecai.language = 'zh-CN'; " + names)).isEqualTo("水泵公司 Only Nur");
            assertThat(read("set yecai.language = 'ZH_hant'; " + names)).isEqualTo("水泵公司 Only Nur");
            assertThat(catchThrowable(() -> read("set yecai.language = 'xx'; " + names))
                            .getMessage())
                    .contains("yecai.language is 'xx', which this hub does not have: set it to one of en, zh");
            hub.run("postgres", "select hub.add_reader_role('fv_names')");
            hub.run("postgres", "select hub.grant_dataset('fv_names', 'finance.customer')");
            Reader made = Reader.add(hub, "fv_namer", "fv_names").grant("company", "*");
            assertThat(made.list(names)).as("a reader role that was made later").containsExactly("Pump Co Only Nur");
        } finally {
            hub.run("yecai_capture", "delete from canon.customer where customer like 'N_'");
        }
    }

    @Test
    void orderToCash_followsALineToTheMoney() throws Exception {
        assertThat(read("select concat_ws(' ', ordered_quantity, ordered_gross, shipped_quantity, shipped_net,"
                        + " invoiced_quantity, invoiced_gross, settled_gross, paid_gross, written_off, open_gross, unbilled_net)"
                        + " from finance.order_to_cash where sales_order = 'S1'"))
                .isEqualTo("10 110 5 50 4 44 44.00 22.00 22.00 0.00 10");
    }

    @Test
    void trialBalance_carriesForward() throws Exception {
        assertThat(read("select concat_ws(' ', account, period, opening, debit, credit, closing, difference)"
                        + " from finance.trial_balance order by account, period"))
                .isEqualTo("""
                1000 2026-01 0 100 0 100 0
                1000 2026-02 100 20 50 70 1
                2000 2026-01 0 0 100 -100
                2000 2026-02 -100 50 20 -70""");
        assertThat(read("select sum(closing) from finance.trial_balance group by period order by period"))
                .isEqualTo("0\n0");
    }

    @Test
    void controlTotal_showsTheDifference_toReadersOfTheCompany() throws Exception {
        assertThat(read(
                        "select concat_ws(' ', company, kind, source_amount, mapped, unmapped, parked, excluded, difference,"
                                + " mirror_difference) from finance.control_total"))
                .isEqualTo("C1 invoice_gross 100 70 10 5 12 3 0");
    }

    @Test
    void freshness_isForEveryReader() throws Exception {
        assertThat(read("select concat_ws(' ', source, state) from finance.freshness"))
                .isEqualTo("t streaming");
        assertThat(hub.list("postgres", "set role reporting_reader; select source from finance.freshness"))
                .containsExactly("t");
    }

    @Test
    void dictionary_saysWhatTheReaderMayUse_inBothLanguages() throws Exception {
        assertThat(
                        hub.list(
                                "postgres",
                                "set role reporting_reader; select distinct split_part(dataset, '.', 1) from finance.dictionary order by 1"))
                .containsExactly("finance", "reporting");
        assertThat(hub.list(
                        "postgres",
                        "set role reporting_reader; select distinct dataset from finance.dictionary"
                                + " where dataset like 'finance.%' and kind = 'view' order by 1"))
                .containsExactly("finance.dictionary", "finance.freshness");
        assertThat(read("select count(*) filter (where kind = 'function') > 20 and count(*) > 1000"
                        + " and bool_and(meaning <> '' and meaning_zh <> '') from finance.dictionary"))
                .isEqualTo("t");
        assertThat(read("select concat_ws('|', column_name, data_type, meaning_zh) from finance.dictionary"
                        + " where dataset = 'finance.freshness' and column_name = 'lag'"))
                .startsWith("lag|interval|");
        // each view and function has its example, and no column has
        assertThat(read("select coalesce(string_agg(dataset, ' '), 'none') from finance.dictionary"
                        + " where (position = 0) = (example is null) or (formula is null) <> (formula_zh is null)"))
                .isEqualTo("none");
        assertThat(read("select concat_ws('|', kind, formula) from finance.dictionary"
                        + " where dataset like 'finance.wip_as_of(%'"))
                .startsWith("function|")
                .contains("wip = debits + credits");
    }

    @Test
    void controlFigure_isForTheCaptureLogin() throws Exception {
        assertThat(hub.list(
                        "yecai_capture",
                        "select concat_ws(' ', kind, company, period, currency, sum(amount)) from canon.control_figure"
                                + " where company = 'C1' and kind in ('cost', 'gl_debit', 'receivable_open')"
                                + " group by kind, company, period, currency order by 1"))
                .containsExactly(
                        "cost C1 2026-01 EUR 0",
                        "gl_debit C1 2026-01 EUR 150",
                        "gl_debit C1 2026-02 EUR 90",
                        "receivable_open C1 2026-01 EUR 248.07");
    }
}
