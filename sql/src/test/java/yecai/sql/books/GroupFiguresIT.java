package yecai.sql.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** The figures of the group against numbers worked out by hand; the rows are in group-figures.sql. */
class GroupFiguresIT {
    private static final String RATES = """
            from_currency,to_currency,rate_type,valid_on,rate
            USD,CNY,closing,2024-01-31,7.00
            USD,CNY,closing,2024-02-29,7.20
            USD,CNY,closing,2024-03-31,7.10
            USD,CNY,average,2024-03-31,7.05
            USD,CNY,transaction,2024-01-10,7.00
            USD,CNY,transaction,2024-02-10,7.20
            USD,CNY,transaction,2024-02-14,7.25
            USD,CNY,closing,2024-12-31,7.30
            USD,CNY,closing,2025-01-31,7.25
            USD,CNY,average,2025-01-31,7.20
            USD,CNY,closing,2025-02-28,7.40
            CNY,JPY,closing,2024-03-31,20
            GBP,CNY,closing,2024-03-31,9
            """;

    private static EmbeddedHub hub;
    private static Reader group;
    private static Reader one;

    @BeforeAll
    static void rows() throws Exception {
        hub = EmbeddedHub.migrated();
        try (var stream = GroupFiguresIT.class.getResourceAsStream("/group-figures.sql")) {
            hub.run("yecai_capture", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
        group = Reader.add(hub, "gf_group", "finance_reader", "finance_writer").grant("company", "*");
        one = Reader.add(hub, "gf_one", "finance_reader").grant("company", "C1");
        group.list("select finance.load_rates($csv$" + RATES + "$csv$, 'rates')");
        group.list("select finance.set_equity_rate('U1', null, 'USD', 'CNY', '2024-01-01', 6.50, 'equity')");
    }

    private static List<String> read(String sql) throws SQLException {
        return group.list(sql);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            USD, CNY, closing,     2024-03-31, 7.10 2024-03-31 direct
            USD, CNY, closing,     2024-03-30, -
            USD, CNY, closing,     2024-04-30, -
            CNY, USD, closing,     2024-03-31, 0.14084507 2024-03-31 inverse
            JPY, CNY, closing,     2024-03-31, 0.05000000 2024-03-31 inverse
            USD, JPY, closing,     2024-03-31, 142.00000000 2024-03-31 cross
            JPY, GBP, closing,     2024-03-31, 0.00555556 2024-03-31 cross
            USD, JPY, closing,     2024-02-29, -
            USD, CNY, average,     2024-03-01, 7.05 2024-03-31 direct
            USD, CNY, average,     2024-04-01, -
            USD, CNY, transaction, 2024-02-13, 7.20 2024-02-10 direct
            USD, CNY, transaction, 2024-02-24, 7.25 2024-02-14 direct
            USD, CNY, transaction, 2024-02-25, -
            USD, CNY, transaction, 2024-01-20, 7.00 2024-01-10 direct
            USD, CNY, transaction, 2024-01-21, -
            CNY, CNY, closing,     2024-03-30, 1 2024-03-30 same currency
            XXX, CNY, closing,     2024-03-31, -
            """)
    void rate_isDirectElseInverseElseAcross_andNeverStale(String from, String to, String type, String day, String found)
            throws Exception {
        assertThat(read("select nullif(concat_ws(' ', rate, rate_date, way), '') from finance.rate('" + from + "', '"
                        + to + "', '" + type + "', '" + day + "')"))
                .containsExactly(found);
    }

    @Test
    void wrongArguments_areRefused() {
        assertThatThrownBy(() -> read("select finance.rate('usd', 'CNY', 'closing', '2024-03-31')"))
                .hasMessageContaining("from_currency is 'usd'");
        assertThatThrownBy(() -> read("select finance.rate('USD', null, 'closing', '2024-03-31')"))
                .hasMessageContaining("to_currency is null");
        assertThatThrownBy(() -> read("select finance.rate('USD', 'CNY', 'historical', '2024-03-31')"))
                .hasMessageContaining("rate_type is 'historical': it must be closing, average or transaction");
        assertThatThrownBy(() -> read("select finance.rate('USD', 'CNY', 'closing', null)"))
                .hasMessageContaining("rate_on is null");
        for (String period : List.of("null", "'2024'", "'2024-13'", "'March'")) {
            for (String function : List.of("group_trial_balance", "intercompany_result")) {
                assertThatThrownBy(() -> read("select finance." + function + "(" + period + ")"))
                        .as(function)
                        .hasMessageContaining("it must be a month such as 2024-03");
            }
        }
        for (String function : List.of("intercompany_pair", "fx_revaluation", "group_receivable_as_of")) {
            assertThatThrownBy(() -> read("select finance." + function + "(null)"))
                    .as(function)
                    .hasMessageContaining("as_of is null");
            assertThatThrownBy(() -> read("select finance." + function + "('2999-12-31')"))
                    .as(function)
                    .hasMessageContaining("in the future");
        }
        assertThatThrownBy(() -> read("select finance.group_receivable_as_of('2024-12-31', 'age')"))
                .hasMessageContaining("basis is 'age'");
        assertThatThrownBy(
                        () -> read("select finance.set_equity_rate('U1', null, 'USD', 'CNY', '2024-01-01', 0, 'zero')"))
                .hasMessageContaining("rate is 0: it must be above 0");
        assertThatThrownBy(() -> read("select finance.set_translation_basis('U1', 'daily', 'x', 'daily')"))
                .hasMessageContaining("basis is 'daily'");
    }

    private static List<String> balance(String period) throws SQLException {
        return read("select concat_ws(' ', coalesce(account, line), functional, rate_type, trim_scale(rate), reporting)"
                + " from finance.group_balance where company = 'U1' and period = '" + period
                + "' order by line, account");
    }

    /** 1000 of assets at 7.10, 800 of capital at 6.50, 200 of profit at 7.05: the difference is 490. */
    @Test
    void translation_takesEachRateWhereItBelongs_andTheDifferenceMakesItZero() throws Exception {
        assertThat(balance("2024-03"))
                .containsExactly(
                        "1002 1000 closing 7.1 7100.00",
                        "4001 -800 historical 6.5 -5200.00",
                        "6001 -200 average 7.05 -1410.00",
                        "translation_difference 0 -490.00");
        // the year turns: its result is carried as it was translated, and the new year begins at 0
        assertThat(balance("2025-01"))
                .containsExactly(
                        "1002 1050 closing 7.25 7612.50",
                        "4001 -800 historical 6.5 -5200.00",
                        "6001 -50 average 7.2 -360.00",
                        "carried_result -200 average 7.05 -1410.00",
                        "translation_difference 0 -642.50");
        assertThat(read("select distinct company || ' ' || period from finance.group_balance where unconverted = 0"
                        + " and company in ('C1', 'U1') group by company, period having sum(reporting) <> 0"))
                .isEmpty();
    }

    /** April has no closing rate: what has it is null, and the company's difference with it, and nothing is taken from March. */
    @Test
    void missingRate_isNullAndCounted_andNoTotalIsMadeWithoutIt() throws Exception {
        assertThat(
                        read(
                                "select concat_ws(' ', coalesce(account, line), coalesce(reporting::text, '-'), unconverted)"
                                        + " from finance.group_balance where company = 'U1' and period = '2024-04' order by line, account"))
                .containsExactly("1002 - 1", "4001 -5200.00 1", "6001 -1410.00 1", "translation_difference - 1");
        assertThat(read("select reporting is null and group_amount is null from finance.group_trial_balance('2024-04')"
                        + " where line = 'translation_difference' and company = 'U1'"))
                .containsExactly("t");
    }

    /** A ledger that does not add up is not made up for by the translation. */
    @Test
    void ledgerThatIsNotZero_staysSo() throws Exception {
        hub.run("yecai_capture", """
                insert into canon.gl_entry (source, entity_key, company, account, posting_date, source_period, functional_currency, debit, credit, status)
                values ('c', '1', 'U9', '1002', '2024-03-01', '2024-03', 'USD', 10, 0, 'posted'), ('c', '2', 'U9', '2202', '2024-03-01', '2024-03', 'USD', 0, 8, 'posted')
                """);
        assertThat(read("select sum(reporting) from finance.group_balance where company = 'U9' and period = '2024-03'"))
                .containsExactly("14.20");
    }

    @Test
    void basisOfTheDays_translatesLineByLine() throws Exception {
        hub.run("yecai_capture", """
                insert into canon.account (source, entity_key, company, account, account_kind) values ('d', '1', 'U2', '6001', 'revenue');
                insert into canon.gl_entry (source, entity_key, company, account, posting_date, source_period, functional_currency, debit, credit, status)
                values ('d', '1', 'U2', '1002', '2024-01-12', '2024-01', 'USD', 10, 0, 'posted'), ('d', '2', 'U2', '6001', '2024-01-12', '2024-01', 'USD', 0, 10, 'posted'),
                    ('d', '3', 'U2', '1002', '2024-02-12', '2024-02', 'USD', 30, 0, 'posted'), ('d', '4', 'U2', '6001', '2024-02-12', '2024-02', 'USD', 0, 30, 'posted')
                """);
        String revenue = "select concat_ws(' ', rate_type, coalesce(reporting::text, '-')) from finance.group_balance"
                + " where company = 'U2' and account = '6001' and period = '2024-02'";
        assertThat(read(revenue)).containsExactly("average -");
        read("select finance.set_translation_basis('U2', 'transaction', 'no averages are kept', 'u2')");
        assertThat(read(revenue)).containsExactly("transaction -286.00");
    }

    @Test
    void intercompany_eliminatesTheSmallerOnBothSides_andListsWhatIsNotMatched() throws Exception {
        assertThat(read(
                        "select concat_ws(' ', company, counterparty_company, currency, claim, debt, difference, eliminated,"
                                + " eliminated_reporting, unmatched_documents, unmatched -> 0 ->> 'side', unmatched -> 0 ->> 'document_no',"
                                + " unmatched -> 0 ->> 'amount', claim_sources, debt_sources, whole_group)"
                                + " from finance.intercompany_pair('2025-02-28')"))
                .containsExactly("C1 U1 CNY 1130 1000 130 1000 1000.00 1 debt PA1 -130 {a} {b} t");
        assertThat(
                        read(
                                "select concat_ws(' ', company, account, reporting, elimination, group_amount)"
                                        + " from finance.group_trial_balance('2025-02') where elimination <> 0 order by company, account"))
                .containsExactly(
                        "C1 1122 1130 -1000.00 130.00",
                        "C1 6001 -1130 1130 0",
                        "C1 0 -1130 -1130",
                        "U1 2202 -1036.00 1000.00 -36.00");
        assertThat(read("select sum(elimination) from finance.group_trial_balance('2025-02')"))
                .containsExactly("0.00");
        assertThat(read("select count(*) from finance.intercompany_pair('2025-02-04')"))
                .containsExactly("0");
    }

    /**
     * G1 sells to G2 for 1000 what it made for 700, and G2 expenses 140 dollars of it, 987 at the average of March: no revenue and no cost
     * of it is left, and what the lines add up to stands by itself. January was closed by a voucher. April has no average.
     */
    @Test
    void revenueAndExpenseWithinTheGroup_areEliminatedByCounterparty() throws Exception {
        hub.run("yecai_capture", """
                insert into canon.company (source, entity_key, company, functional_currency, time_zone)
                values ('a', 'G1', 'G1', 'CNY', 'Asia/Shanghai'), ('b', 'G2', 'G2', 'USD', 'Asia/Shanghai');
                insert into canon.account (source, entity_key, company, account, account_kind)
                values ('a', 'g6001', 'G1', '6001', 'revenue'), ('a', 'g6401', 'G1', '6401', 'expense'), ('b', 'g6602', 'G2', '6602', 'expense');
                insert into canon.gl_entry (
                    source, entity_key, company, account, posting_date, source_period, counterparty_company, functional_currency, debit, credit, status)
                select v.source, 'g' || v.n, v.company, v.account, v.day::date, left(v.day, 7), v.partner, v.currency, greatest(v.amount, 0),
                    greatest(-v.amount, 0), v.status
                from (values
                    (1, 'a', 'G1', '1002', '2024-01-10', 'G2', 'CNY', 50, 'posted'), (2, 'a', 'G1', '6001', '2024-01-10', 'G2', 'CNY', -50, 'posted'),
                    (3, 'a', 'G1', '6001', '2024-01-31', null, 'CNY', 50, 'posted'), (4, 'a', 'G1', '4103', '2024-01-31', null, 'CNY', -50, 'posted'),
                    (5, 'a', 'G1', '1002', '2024-03-05', 'G2', 'CNY', 1000, 'posted'), (6, 'a', 'G1', '6001', '2024-03-05', 'G2', 'CNY', -1000, 'posted'),
                    (7, 'a', 'G1', '6401', '2024-03-05', 'G2', 'CNY', 700, 'posted'), (8, 'a', 'G1', '1405', '2024-03-05', 'G2', 'CNY', -700, 'posted'),
                    (9, 'a', 'G1', '1002', '2024-03-06', null, 'CNY', 9, 'posted'), (10, 'a', 'G1', '6001', '2024-03-06', null, 'CNY', -9, 'posted'),
                    (11, 'a', 'G1', '6001', '2024-03-07', 'G9', 'CNY', -6, 'posted'), (12, 'a', 'G1', '1002', '2024-03-07', 'G9', 'CNY', 6, 'posted'),
                    (13, 'a', 'G1', '6001', '2024-03-08', 'G2', 'CNY', -4, 'draft'),
                    (14, 'b', 'G2', '6602', '2024-03-09', 'G1', 'USD', 140, 'posted'), (15, 'b', 'G2', '1002', '2024-03-09', 'G1', 'USD', -140, 'posted'),
                    (16, 'b', 'G2', '6602', '2024-04-09', 'G1', 'USD', 5, 'posted'), (17, 'b', 'G2', '1002', '2024-04-09', 'G1', 'USD', -5, 'posted')
                ) as v (n, source, company, account, day, partner, currency, amount, status)
                """);
        String result =
                "select concat_ws(' ', company, counterparty_company, account, account_kind, functional, rate_type,"
                        + " coalesce(reporting::text, '-')) from finance.intercompany_result('%s') order by company, account";
        assertThat(read(result.formatted("2024-03")))
                .containsExactly(
                        "G1 G2 6001 revenue -1000 same currency -1000",
                        "G1 G2 6401 expense 700 same currency 700",
                        "G2 G1 6602 expense 140 average 987.00");
        String trial =
                "select concat_ws(' ', company, account, nullif(line, 'account'), coalesce(reporting::text, '-'),"
                        + " coalesce(elimination::text, '-'), coalesce(group_amount::text, '-')) from finance.group_trial_balance('%s')"
                        + " where company in ('G1', 'G2') and elimination is distinct from 0 order by company, account";
        assertThat(read(trial.formatted("2024-03")))
                .containsExactly(
                        "G1 6001 -1015 1000 -15",
                        "G1 6401 700 -700 0",
                        "G1 internal_result 0 -300 -300",
                        "G2 6602 987.00 -987.00 0.00",
                        "G2 internal_result 0 987.00 987.00");
        // G1 has no April
        assertThat(read(trial.formatted("2024-04"))).containsExactly("G2 6602 - - -", "G2 internal_result 0 - -");
        assertThat(read(result.formatted("2024-01"))).as("closed by the ERP").isEmpty();
        assertThat(read(result.formatted("2025-01"))).as("another year").isEmpty();
        Reader seller = Reader.add(hub, "gf_seller", "finance_reader").grant("company", "G1");
        assertThat(seller.list(result.formatted("2024-03")))
                .as("who does not see G2")
                .isEmpty();
    }

    /** Views of the last month that has ended, for those who read by HTTP; and no answer of the API is kept beyond a new rate. */
    @Test
    void monthEnds_areTheFunctionsOfThatDay_andNoGroupViewIsKept() throws Exception {
        String day = "(date_trunc('month', now() at time zone 'UTC') - interval '1 day')::date";
        assertThat(read("select concat_ws(' ', as_of = " + day + ", company, claim, debt, difference)"
                        + " from finance.intercompany_month_end"))
                .containsExactly("t C1 1130 1000 130");
        assertThat(read(
                        "select concat_ws(' ', item_kind, document_no, open, booked, unconverted) from finance.fx_month_end"
                                + " where as_of = " + day + " order by 1"))
                .containsExactly("bank B-USD 110 800 t", "payable 1000 140 t", "receivable IV2 1000 7000 t");
        assertThat(hub.list(
                        "postgres",
                        "select view_name from hub.dataset where currency <> 'live' and (view_name ~ '^group_|_month_end$'"
                                + " or view_name in ('equity_rate', 'translation_basis'))"))
                .isEmpty();
    }

    /** Who sees one side knows nothing of the other, and is told so. */
    @Test
    void readerOfOneCompany_seesNoDebtOfTheOther_andNoDifference() throws Exception {
        assertThat(
                        one.list(
                                "select concat_ws(' ', company, claim, coalesce(debt::text, '-'), coalesce(difference::text, '-'),"
                                        + " eliminated, coalesce(unmatched::text, '-'), whole_group) from finance.intercompany_pair('2025-02-28')"))
                .containsExactly("C1 1130 - - 0 - f");
        assertThat(one.list(
                        "select distinct company || ' ' || whole_group from finance.group_trial_balance('2025-02')"))
                .containsExactly("C1 false");
        assertThat(one.list("select concat_ws(' ', customer, total, companies, whole_group)"
                        + " from finance.group_receivable_as_of('2025-02-28') where customer = 'K1'"))
                .containsExactly("K1 6650.00 {C1} f");
        assertThat(one.list("select distinct companies::text || ' ' || whole_group::text from finance.group_cost"))
                .containsExactly("{C1} false");
        assertThat(one.list("select count(*) from finance.group_rate")).isNotEqualTo(List.of("0"));
        assertThat(one.list("select count(*) from finance.equity_rate")).containsExactly("0");
    }

    /**
     * 1000 dollars that stand at 7000 are worth 7250; the bank's 110 at 800 are worth 797.50; U1 owes 1000 yuan at 140 dollars, which are
     * worth 1000 / 7.40.
     */
    @Test
    void revaluation_isAtTheClosingRateOfTheDay() throws Exception {
        String items = "select concat_ws(' ', item_kind, company, document_no, open, booked, trim_scale(closing_rate),"
                + " coalesce(revalued::text, '-'), coalesce(unrealised::text, '-'), coalesce(realised::text, '-'), unconverted)"
                + " from finance.fx_revaluation('%s') order by item_kind, document_no";
        assertThat(read(items.formatted("2025-01-31")))
                .containsExactly(
                        "bank C1 B-USD 110 800 7.25 797.50 -2.50 - f",
                        "receivable C1 IV2 1000 7000 7.25 7250.00 250.00 0 f",
                        "receivable C1 IV4 0 0 7.25 0 0 30 f");
        assertThat(read(items.formatted("2025-02-28")))
                .contains(
                        "payable U1 1000 140 0.13513514 135.14 4.86 - f",
                        "receivable C1 IV2 1000 7000 7.4 7400.00 400.00 0 f");
        assertThat(read(items.formatted("2025-01-30")))
                .contains("receivable C1 IV2 1000 7000 - - 0 t", "bank C1 B-USD 110 800 - - - t");
        assertThat(read("select distinct company from finance.fx_revaluation('2025-02-28', 'U1')"))
                .containsExactly("U1");
    }

    /** K1 owes 7000 and has paid 350 ahead in C1's books, and owes 100 dollars in U1's: 6650 + 740. */
    @Test
    void receivablesOfACustomer_areTheSumOfItsPartsTranslated() throws Exception {
        String customer =
                "select concat_ws(' ', customer, coalesce(total::text, '-'), coalesce(d1_30::text, '-'), rate_types, parts,"
                        + " unconverted, sources, companies) from finance.group_receivable_as_of('%s') order by customer";
        assertThat(read(customer.formatted("2025-02-28")))
                .containsExactly(
                        "G-U1 1130.00 0.00 {\"same currency\"} 1 0 {a} {C1}",
                        "K1 7390.00 7740.00 {closing,\"same currency\"} 2 0 {a,b} {C1,U1}");
        assertThat(
                        read(
                                "select concat_ws(' ', source, company, total_functional, rate_type, trim_scale(rate), rate_date, total)"
                                        + " from finance.group_receivable_part_as_of('2025-02-28') where customer = 'K1' order by source"))
                .containsExactly(
                        "a C1 6650 same currency 1 2025-02-28 6650.00", "b U1 100 closing 7.4 2025-02-28 740.00");
        // no rate of that day: nothing is added up without U1
        assertThat(read(customer.formatted("2025-02-27")))
                .contains("K1 - - {\"same currency\",transaction} 2 1 {a,b} {C1,U1}");
    }

    /** Today's rate is one of the last ten days, or none. */
    @Test
    void receivablesOfToday_haveTheRateOfTheDay() throws Exception {
        String view =
                "select concat_ws(' ', coalesce(total::text, '-'), unconverted, whole_group) from finance.group_receivable"
                        + " where customer = 'K1'";
        assertThat(read(view)).containsExactly("- 1 t");
        read("select finance.load_rates(E'from_currency,to_currency,rate_type,valid_on,rate\\nUSD,CNY,transaction,'"
                + " || ((now() at time zone 'Asia/Shanghai')::date - 3) || ',7.5', 'today')");
        assertThat(read(view)).containsExactly("7400.00 0 t");
        assertThat(read("select sum(total) from finance.group_receivable_part where customer = 'K1'"))
                .containsExactly("7400.00");
    }

    /** 100 dollars at 7.00 and 100 at 7.20 are 1420 of cost at the rates of the days; the 200 in progress are 1440 at 7.20. */
    @Test
    void costOfAProduct_isAtTheRatesOfItsDays_andWorkInProgressAtTheClosingRate() throws Exception {
        read("select finance.set_translation_basis('U1', 'transaction', 'rates of the days', 'cost')");
        try {
            assertThat(
                            read(
                                    "select concat_ws(' ', source, period, cost_functional, rate_type, trim_scale(rate), cost, wip_functional,"
                                            + " wip_rate_type, trim_scale(wip_rate), wip) from finance.group_cost_part order by source, period"))
                    .containsExactly(
                            "a 2024-02 50 same currency 1 50 0 same currency 1 0",
                            "b 2024-01 100 transaction 7 700.00 100 closing 7 700.00",
                            "b 2024-02 100 transaction 7.2 720.00 200 closing 7.2 1440.00");
            assertThat(read(
                            "select concat_ws(' ', product, product_name, period, rate_types, cost, wip, parts, sources, companies)"
                                    + " from finance.group_cost order by period"))
                    .containsExactly(
                            "P1 Pump 2024-01 {transaction} 700.00 700.00 1 {b} {U1}",
                            "P1 Pump 2024-02 {\"same currency\",transaction} 770.00 1440.00 2 {a,b} {C1,U1}");
        } finally {
            read("select finance.set_translation_basis('U1', 'average', 'as before', 'average')");
        }
        assertThat(
                        read(
                                "select concat_ws(' ', coalesce(cost::text, '-'), wip, unconverted) from finance.group_cost where period = '2024-02'"))
                .containsExactly("- 1440.00 1");
    }

    @Test
    void equityRate_ofAnAccountComesBeforeThatOfAll_andCanBeTakenBack() throws Exception {
        hub.run("yecai_capture", """
                insert into canon.account (source, entity_key, company, account, account_kind) values ('e', '1', 'U3', '4001', 'equity'), ('e', '2', 'U3', '4002', 'equity');
                insert into canon.gl_entry (source, entity_key, company, account, posting_date, source_period, functional_currency, debit, credit, status)
                values ('e', '1', 'U3', '1002', '2024-03-05', '2024-03', 'USD', 30, 0, 'posted'), ('e', '2', 'U3', '4001', '2024-03-05', '2024-03', 'USD', 0, 10, 'posted'),
                    ('e', '3', 'U3', '4002', '2024-03-20', '2024-03', 'USD', 0, 20, 'posted')
                """);
        String equity = "select string_agg(account || ' ' || coalesce(reporting::text, '-'), ', ' order by account)"
                + " from finance.group_balance where company = 'U3' and account like '4%' and period = '2024-03'";
        String set = "select finance.set_equity_rate('U3', %s, 'USD', 'CNY', '%s', %s, '%s')";
        assertThat(read(equity)).containsExactly("4001 -, 4002 -");
        read(set.formatted("null", "2024-01-01", "6.5", "e1"));
        read(set.formatted("'4002'", "2024-03-10", "6.8", "e2"));
        assertThat(read(equity)).containsExactly("4001 -65.00, 4002 -136.00");
        assertThat(read(set.formatted("'4002'", "2024-03-10", "null", "e3"))).containsExactly("{\"version\": 2}");
        assertThat(read(equity)).containsExactly("4001 -65.00, 4002 -130.00");
        assertThat(read("select version || ' ' || coalesce(rate::text, '-') || ' ' || (superseded_at = 'infinity')"
                        + " from finance.equity_rate where company = 'U3' and account = '4002' order by version"))
                .containsExactly("1 6.8 false", "2 - true");
    }
}
