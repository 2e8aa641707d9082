package yecai.sql.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Who may say what suppliers' invoices may differ, and what stays of what was said before. */
class ToleranceIT {
    private static final String ROWS =
            "select supplier || '/' || material_kind || ' ' || version || ' ' || coalesce(price_percent::text, '-') || ' '"
                    + " || price_rule || ' ' || (superseded_at = 'infinity') from finance.tolerance order by supplier, version";

    private static EmbeddedHub hub;
    private static Reader writer;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        writer = Reader.add(hub, "tol_writer", "finance_writer", "finance_reader")
                .grant("company", "T1");
    }

    private static String set(String company, String supplier, String limits, String rule, String key) {
        return "select finance.set_tolerance('%s', %s, null, %s, %s, '%s')"
                .formatted(company, supplier, limits, rule, key);
    }

    @Test
    void tolerance_isSetOnce_supersededByTheNext_andAudited() throws Exception {
        String first = set("T1", "null", "2, null, null, null", "null", "first");
        assertThat(writer.list(first)).containsExactly("{\"version\": 1}");
        assertThat(writer.list(first)).containsExactly("{\"version\": 1}");
        assertThat(writer.list(set("T1", "'L2'", "5, 0.20, 1, 3", "'both'", "of L2")))
                .containsExactly("{\"version\": 1}");
        assertThat(writer.list(set("T1", "null", "3, null, null, null", "null", "second")))
                .containsExactly("{\"version\": 2}");

        assertThat(writer.list(ROWS)).containsExactly("/ 1 2 either false", "/ 2 3 either true", "L2/ 1 5 both true");
        assertThat(hub.list(
                        "postgres",
                        "select actor || ' ' || action || ' ' || subject || ' ' || (detail -> 'before' ->> 'price_percent')"
                                + " from hub.audit where detail ->> 'idempotency_key' = 'second'"))
                .containsExactly("tol_writer_login set_tolerance T1 2");
    }

    @Test
    void whatIsWrong_isNamed_andNothingIsWritten() throws Exception {
        assertThatThrownBy(() -> writer.list(set("T1", "'L9'", "2, -1, null, null", "null", "negative")))
                .hasMessageContaining("price_amount is -1: a limit is 0 or above");
        assertThatThrownBy(() -> writer.list(set("T1", "'L9'", "2, 'NaN', null, null", "null", "no number")))
                .hasMessageContaining("price_amount is NaN: a limit is 0 or above");
        assertThatThrownBy(() -> writer.list(set("T1", "'L9'", "2, null, null, null", "'any'", "rule")))
                .hasMessageContaining("price_rule is 'any': it must be both or either");
        assertThatThrownBy(() -> writer.list(set("", "'L9'", "2, null, null, null", "null", "nobody")))
                .hasMessageContaining("company must be given");
        writer.list(set("T1", "'L8'", "2, null, null, null", "null", "used"));
        assertThatThrownBy(() -> writer.list(set("T1", "'L9'", "4, null, null, null", "null", "used")))
                .hasMessageContaining("idempotency_key used was used at");
        assertThat(hub.list("postgres", "select 1 from books.tolerance where supplier = 'L9'"))
                .isEmpty();
    }

    @Test
    void onlyWritersOfTheCompany_maySetIt_andOnlyItsReadersSeeIt() throws Exception {
        writer.list(set("T1", "'L7'", "1, null, null, null", "null", "seen"));
        assertThatThrownBy(() -> writer.list(set("T2", "null", "2, null, null, null", "null", "of T2")))
                .hasMessageContaining("principal tol_writer may not write for company T2");
        Reader reader = Reader.add(hub, "tol_reader", "finance_reader").grant("company", "T1");
        assertThatThrownBy(() -> reader.list(set("T1", "null", "2, null, null, null", "null", "as reader")))
                .hasMessageContaining("permission denied");
        assertThat(reader.list("select supplier from finance.tolerance where supplier = 'L7'"))
                .containsExactly("L7");
        Reader other = Reader.add(hub, "tol_other", "finance_reader").grant("company", "T2");
        assertThat(other.list("select supplier from finance.tolerance")).isEmpty();
    }
}
