package yecai.sql.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** What finance watches in buying: who may set it, once, and what it does to what is proposed for payment. */
final class BuyingRuleIT {
    private static final String ROWS =
            "select currency || ' ' || version || ' ' || coalesce(approval_limit::text, '-') || ' '"
                    + " || (superseded_at = 'infinity') from finance.buying_rule where company = 'R1' order by 1";

    private static EmbeddedHub hub;
    private static Reader writer;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into hub.source (source, pack, pack_version, loaded_at) values ('r', 'demo', '1', now());
                insert into canon.company (source, entity_key, company, time_zone) values ('r', '1', 'R3', 'UTC');
                insert into canon.supplier (source, entity_key, supplier, name, bank_changed_on)
                values ('r', 'S1', 'S1', 'Changed', current_date - 40), ('r', 'S2', 'S2', 'Not changed', null);
                insert into canon.payable_item (source, entity_key, company, kind, document_no, supplier, due_date, transaction_currency,
                    functional_currency, original, open_transaction, discount_until, discount)
                values ('r', '1', 'R3', 'invoice', 'A', 'S1', '2100-01-31', 'CNY', 'CNY', 100, 100, null, null),
                    ('r', '2', 'R3', 'invoice', 'B', 'S2', '2100-01-31', 'CNY', 'CNY', 100, 100, '2100-01-11', 2)
                """);
        writer = Reader.add(hub, "rule_writer", "finance_writer", "finance_reader")
                .grant("company", "R1", "R3", "R4");
    }

    private static String set(String company, String values, String key) {
        return "select finance.set_buying_rule('%s', 'CNY', %s, '%s')".formatted(company, values, key);
    }

    @Test
    void rule_isSetOnce_supersededByTheNext_andAudited() throws SQLException {
        String first = set("R1", "50000, 3, 10, 60, 6", "first");
        assertThat(writer.list(first)).containsExactly("{\"version\": 1}");
        assertThat(writer.list(first)).containsExactly("{\"version\": 1}");
        assertThat(writer.list(set("R1", "60000, 3, 10, 60, 6", "second"))).containsExactly("{\"version\": 2}");

        assertThat(writer.list(ROWS)).containsExactly("CNY 1 50000 false", "CNY 2 60000 true");
        assertThat(hub.list(
                        "postgres",
                        "select actor || ' ' || action || ' ' || subject || ' ' || (detail -> 'before' ->> 'approval_limit')"
                                + " from hub.audit where detail ->> 'idempotency_key' = 'second'"))
                .containsExactly("rule_writer_login set_buying_rule R1 50000");
    }

    @Test
    void whatIsWrong_isNamed_andNothingIsWritten() throws SQLException {
        assertThatThrownBy(() -> writer.list(set("R4", "50000, null, null, null, null", "half")))
                .hasMessageContaining("approval_limit and split_days belong together");
        assertThatThrownBy(() -> writer.list(set("R4", "0, 3, null, null, null", "nothing")))
                .hasMessageContaining("approval_limit is 0: give an approval_limit above 0");
        assertThatThrownBy(() -> writer.list(set("R4", "null, null, -1, null, null", "negative")))
                .hasMessageContaining("last_price_percent is -1");
        assertThatThrownBy(() -> writer.list(set("R4", "null, null, null, 366, null", "years")))
                .hasMessageContaining("bank_change_days is 366");
        assertThatThrownBy(() -> writer.list(set("R4", "null, null, null, null, 'NaN'", "no number")))
                .hasMessageContaining("cost_of_capital is NaN");
        assertThatThrownBy(() -> writer.list(set("", "null, null, 1, null, null", "nobody")))
                .hasMessageContaining("company and currency must be given");
        writer.list(set("R4", "null, null, 1, null, null", "used"));
        assertThatThrownBy(() -> writer.list(set("R4", "null, null, 2, null, null", "used")))
                .hasMessageContaining("idempotency_key used was used at");
        assertThat(hub.list("postgres", "select 1 from books.buying_rule where last_price_percent = 2"))
                .isEmpty();
    }

    @Test
    void onlyWritersOfTheCompany_maySetIt_andOnlyItsReadersSeeIt() throws SQLException {
        assertThatThrownBy(() -> writer.list(set("R2", "null, null, 1, null, null", "of R2")))
                .hasMessageContaining("principal rule_writer may not write for company R2");
        Reader reader = Reader.add(hub, "rule_reader", "finance_reader").grant("company", "R2");
        assertThat(reader.list(ROWS)).isEmpty();
        assertThatThrownBy(() -> reader.list(set("R2", "null, null, 1, null, null", "by a reader")))
                .hasMessageContaining("permission denied");
    }

    /** Bank details are watched for 30 days unless somebody says longer; a discount is worth 37.24 % a year. */
    @Test
    void proposal_followsTheRule() throws SQLException {
        String proposal = "select document_no || ' ' || amount || ' ' || pay_on || ' ' || blocks::text"
                + " from finance.payment_proposal('R3') order by 1";
        String changed =
                "select document_no || ' ' || amount from finance.data_quality where rule = 'bank_details_changed'";
        assertThat(writer.list(proposal)).containsExactly("A 100 2100-01-31 {}", "B 98 2100-01-11 {}");
        assertThat(writer.list(changed)).isEmpty();

        writer.list(set("R3", "null, null, null, 50, 37.25", "watch longer"));
        assertThat(writer.list(proposal)).containsExactly("A 0 2100-01-31 {bank_changed}", "B 100 2100-01-31 {}");
        assertThat(writer.list(changed)).containsExactly("S1 100");

        writer.list(set("R3", "null, null, null, 39, 37.23", "watch shorter"));
        assertThat(writer.list(proposal)).containsExactly("A 100 2100-01-31 {}", "B 98 2100-01-11 {}");
        assertThat(writer.list(changed)).isEmpty();
    }
}
