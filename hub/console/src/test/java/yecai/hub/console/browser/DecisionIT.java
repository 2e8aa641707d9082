package yecai.hub.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.hub.console.ConsoleBed;
import yecai.sql.Promise;

/** A request is approved by two, used and revoked, in four browsers; the pages that are open show each decision by themselves. */
final class DecisionIT {
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final List<String> DECISIONS =
            List.of("first approval", "second approval", "rows there", "rows gone");

    @Test
    void openPages_showEachDecision_andTheRowsThatItOpensAndTakesAway() throws Exception {
        Browser browser = Browser.require("decide");
        ConsoleBed bed = ConsoleBed.shared();
        for (String[] login : new String[][] {
            {"dec_dba", "yecai_dba"}, {"dec_first", "yecai_approver"}, {"dec_second", "yecai_approver"}
        }) {
            bed.hub()
                    .run(
                            "postgres",
                            "create role " + login[0] + " login; grant " + login[1] + " to " + login[0]
                                    + "; grant connect on database " + bed.hub().database() + " to " + login[0]);
        }
        ConsoleBed.addPerson(bed.hub(), "dec_person", "finance_reader", "1000");
        ObjectNode spec = browser.spec(bed.url())
                .put("link", bed.link("dec_person"))
                .put("principal", "dec_person")
                .put("first", "dec_first")
                .put("second", "dec_second")
                .put("dba", "dec_dba")
                .put("password", "x")
                .put("company", "2000")
                .put("row", "R1")
                .put("until", LocalDate.now(ZoneOffset.UTC).plusDays(20).toString());
        JsonNode result = browser.run("decide.mjs", spec);
        assertThat(result.get("rowsBefore").asInt()).isZero();
        assertThat(result.get("rowsAfter").asInt()).isZero();
        assertThat(result.get("titleAfter").asText()).isNotBlank();
        for (String decision : DECISIONS) {
            System.out.println(decision + ", in milliseconds after the click: "
                    + result.get("story").get(decision));
            Promise.within(
                    PROMISED,
                    decision + " in an open page of another browser",
                    Duration.ofMillis(result.get("millis").get(decision).asLong()));
        }
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select actor from hub.audit where subject = 'dec_person' and action in ('approve', 'revoke_scope')"
                                        + " order by audit"))
                .containsExactly("dec_first", "dec_second", "dec_dba");
    }
}
