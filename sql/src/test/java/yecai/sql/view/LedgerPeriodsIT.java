package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Balances of companies whose calendars are no months and no calendar years, and of one without a calendar. */
final class LedgerPeriodsIT {
    private static final String LINES = "select r.line from ("
            + "select concat_ws(' ', period, coalesce(account, '-'), opening, debit, credit, closing) as line from %s"
            + ") as r order by r.line collate \"C\"";
    private static final String TRIAL = LINES.formatted("finance.trial_balance where company = '%s'");
    private static final String AS_OF = LINES.formatted("finance.balance_as_of('%s', '%s')");

    private static Reader controller;

    @BeforeAll
    static void postings() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        controller = Reader.add(hub, "lp_controller", "finance_reader").grant("company", "*");
        hub.run("yecai_capture", """
                insert into canon.account (source, entity_key, company, account, account_kind)
                select 't', c.code || a.code, c.code, a.code, a.kind
                from (values ('FY'), ('CY'), ('NC'), ('P13')) as c (code)
                cross join (values ('1002', 'asset'), ('6001', 'revenue')) as a (code, kind);
                insert into canon.accounting_period (source, entity_key, company, period, start_date, end_date, fiscal_year)
                values
                    ('t', 'f1', 'FY', 'June', '2024-06-01', '2024-06-30', '2023/24'),
                    ('t', 'f2', 'FY', 'July', '2024-07-01', '2024-07-31', '2024/25'),
                    ('t', 'c1', 'CY', 'June', '2024-06-01', '2024-06-30', '2024'),
                    ('t', 'c2', 'CY', 'July', '2024-07-01', '2024-07-31', '2024'),
                    ('t', 'p1', 'P13', '2023-12', '2023-12-01', '2023-12-31', null),
                    ('t', 'p2', 'P13', '2023-closing', '2023-01-01', '2023-12-31', null),
                    ('t', 'p3', 'P13', '2024-01', '2024-01-01', '2024-01-31', null);
                insert into canon.gl_entry (
                    source, entity_key, company, account, source_period, posting_date, status, functional_currency, debit, credit
                )
                select 't', v.company || v.day || a.account, v.company, a.account, v.period, v.day::date, 'posted', 'CNY',
                    case a.account when '1002' then v.amount else 0 end, case a.account when '6001' then v.amount else 0 end
                from (
                    values
                        ('FY', 'June', '2024-06-15', 100), ('FY', 'July', '2024-07-10', 20),
                        ('CY', 'June', '2024-06-15', 100), ('CY', 'July', '2024-07-10', 20),
                        ('NC', null, '2023-12-15', 5), ('NC', null, '2024-02-10', 1),
                        ('P13', '2023-12', '2023-12-15', 7), ('P13', '2023-closing', '2023-12-31', 2), ('P13', '2024-01', '2024-01-09', 4)
                ) as v (company, period, day, amount)
                cross join (values ('1002'), ('6001')) as a (account)
                """);
    }

    /** Two companies of one ERP, one whose year begins in July and one whose year is the calendar's; no name says so. */
    @Test
    void fiscalYear_isTheCalendars_notTheNames() throws Exception {
        assertThat(controller.list(TRIAL.formatted("FY")))
                .containsExactly(
                        "July - -100 0 0 -100",
                        "July 1002 100 20 0 120",
                        "July 6001 0 0 20 -20",
                        "June 1002 0 100 0 100",
                        "June 6001 0 0 100 -100");
        assertThat(controller.list(TRIAL.formatted("CY")))
                .containsExactly(
                        "July 1002 100 20 0 120",
                        "July 6001 -100 0 20 -120",
                        "June 1002 0 100 0 100",
                        "June 6001 0 0 100 -100");
        assertThat(controller.list(AS_OF.formatted("2024-07-05", "FY")))
                .containsExactly("July - -100 0 0 -100", "July 1002 100 0 0 100", "July 6001 0 0 0 0");
        assertThat(controller.list(AS_OF.formatted("2024-07-05", "CY")))
                .containsExactly("July 1002 100 0 0 100", "July 6001 -100 0 0 -100");
    }

    /** The row has no account that could have a name of its own. */
    @Test
    void resultThatWasNotCarriedForward_isNamedInTheReadersLanguage() throws Exception {
        for (String ledger : List.of("finance.trial_balance", "finance.balance_as_of('2024-07-05', 'FY')")) {
            String name = "select distinct account_name from " + ledger + " where company = 'FY' and account is null";
            assertThat(controller.list(name)).containsExactly("Result of earlier years, not carried forward");
            assertThat(controller.list("set yecai.language = 'zh'; " + name)).containsExactly("上年未结转损益");
        }
    }

    @Test
    void dayBeforeTheFirstPeriod_isRefused() {
        for (String call : List.of("balance_as_of('1990-01-31')", "subledger_reconciliation('1990-01-31')")) {
            assertThatThrownBy(() -> controller.list("select 1 from finance." + call))
                    .hasMessageContaining("as_of is 1990-01-31, which is before the first period with postings")
                    .hasMessageContaining("give a day from 2023-12-01 on");
        }
    }

    @Test
    void companyWithoutACalendar_hasMonths_whetherSomethingIsPostedOrNot() throws Exception {
        assertThat(controller.list(TRIAL.formatted("NC")))
                .containsExactly(
                        "2023-12 1002 0 5 0 5",
                        "2023-12 6001 0 0 5 -5",
                        "2024-01 - -5 0 0 -5",
                        "2024-01 1002 5 0 0 5",
                        "2024-01 6001 0 0 0 0",
                        "2024-02 - -5 0 0 -5",
                        "2024-02 1002 5 1 0 6",
                        "2024-02 6001 0 0 1 -1");
        assertThat(controller.list(AS_OF.formatted("2024-02-29", "NC")))
                .containsExactly("2024-02 - -5 0 0 -5", "2024-02 1002 5 1 0 6", "2024-02 6001 0 0 1 -1");
    }

    /** A period for closing entries, which is the whole year by its dates, comes after the last regular one. */
    @Test
    void periodForClosing_comesBetweenTheYears() throws Exception {
        assertThat(controller.list(TRIAL.formatted("P13")))
                .containsExactly(
                        "2023-12 1002 0 7 0 7",
                        "2023-12 6001 0 0 7 -7",
                        "2023-closing 1002 7 2 0 9",
                        "2023-closing 6001 -7 0 2 -9",
                        "2024-01 - -9 0 0 -9",
                        "2024-01 1002 9 4 0 13",
                        "2024-01 6001 0 0 4 -4");
        assertThat(controller.list(AS_OF.formatted("2023-12-31", "P13")))
                .containsExactly("2023-12 1002 0 9 0 9", "2023-12 6001 0 0 9 -9");
        assertThat(controller.list(AS_OF.formatted("2024-01-31", "P13")))
                .containsExactly("2024-01 - -9 0 0 -9", "2024-01 1002 9 4 0 13", "2024-01 6001 0 0 4 -4");
    }
}
