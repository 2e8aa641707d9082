package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** A rate with a company is that company's own, one without is everybody's; who sees a company sees its own rates, and no other's. */
class CompanyRatesIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void fill() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.exchange_rate (source, entity_key, company, from_currency, to_currency, rate_type, valid_from, rate)
                values
                    ('t', '1', null, 'EUR', 'CNY', 'transaction', '2026-01-01', 7.1),
                    ('t', '2', 'C2', 'EUR', 'CNY', 'transaction', '2026-01-01', 8.2),
                    ('t', '3', 'C3', 'EUR', 'CNY', 'transaction', '2026-02-01', 9.3);
                insert into canon.gl_entry (source, entity_key, company, posting_date, account, functional_currency, debit, credit)
                select 't', c || d::text, c, d::date, '1', 'EUR', 100, 0
                from unnest(array['C1', 'C2', 'C3']) as c
                cross join unnest(array['2026-01-15', '2026-02-15']) as d;
                """);
    }

    @Test
    void aCompanysOwnRateComesBeforeThatOfAll() throws SQLException {
        Reader all = Reader.add(hub, "rates_all", "finance_reader");
        all.grant("company", "*");
        String rates = "select company || ' ' || posting_date || ' ' || rate from finance.general_ledger order by 1";
        assertThat(hub.list(all.login(), rates))
                .containsExactly(
                        "C1 2026-01-15 7.1",
                        "C1 2026-02-15 7.1",
                        "C2 2026-01-15 8.2",
                        "C2 2026-02-15 8.2",
                        "C3 2026-01-15 7.1",
                        "C3 2026-02-15 9.3");
    }

    @Test
    void readersSeeTheRatesOfTheirCompaniesAndOfAll() throws SQLException {
        Reader one = Reader.add(hub, "rates_one", "finance_reader");
        one.grant("company", "C2");
        Reader narrowed = Reader.add(hub, "rates_narrowed", "finance_reader");
        narrowed.grant("company", "C2");
        narrowed.grant("plant", "P1");
        Reader none = Reader.add(hub, "rates_none", "finance_reader");
        String rates = "select rate from finance.exchange_rate order by 1";
        for (Reader reader : List.of(one, narrowed)) {
            assertThat(hub.list(reader.login(), rates)).as(reader.login()).containsExactly("7.1", "8.2");
        }
        assertThat(hub.list(none.login(), rates)).isEmpty();
        assertThat(hub.list(one.login(), "select distinct rate from finance.general_ledger"))
                .containsExactly("8.2");
    }

    /** A narrowed reader stays one when all of its scopes have ended: then it sees no rate, shared or not. */
    @Test
    void narrowedReaderWithoutScopes_orByALoginThatHasEnded_seesNoRates() throws SQLException {
        String rates = "select rate from finance.exchange_rate order by 1";
        Reader revoked = Reader.add(hub, "rates_revoked", "finance_reader");
        revoked.grant("company", "C2").grant("plant", "P1");
        assertThat(revoked.list(rates)).containsExactly("7.1", "8.2");
        revoked.revoke("plant", "P1");
        revoked.revoke("company", "C2");
        assertThat(revoked.list(rates)).isEmpty();

        Reader ended = Reader.add(hub, "rates_ended", "finance_reader");
        ended.grant("company", "*").grant("plant", "P1");
        try (Connection session = hub.open(ended.login())) {
            assertThat(EmbeddedHub.list(session, rates)).containsExactly("7.1", "8.2", "9.3");
            hub.run("postgres", "update hub.login set valid_to = now() where login = '" + ended.login() + "'");
            assertThat(EmbeddedHub.list(session, rates)).isEmpty();
        }
    }
}
