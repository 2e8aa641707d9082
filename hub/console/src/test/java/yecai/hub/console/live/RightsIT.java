package yecai.hub.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.LivePage;
import yecai.hub.console.Visitor;

/** A decision reaches the pages that are open. */
final class RightsIT {
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"(\\d+)\"");
    private static ConsoleBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = ConsoleBed.shared();
        bed.hub()
                .run(
                        "postgres",
                        """
            create role con_approver1 login in role yecai_approver;
            create role con_approver2 login in role yecai_approver;
            """ + "grant connect on database " + bed.hub().database() + " to con_approver1, con_approver2");
    }

    @Test
    void request_isFollowedFromTheFormToTheRows_andTheRevokeTakesThemAway() throws Exception {
        ConsoleBed.addPerson(bed.hub(), "con_asker", "finance_reader", "1000");
        Visitor person = bed.person("con_asker");
        try (LivePage page = LivePage.open(person)) {
            assertThat(person.get("/console/receivables").body()).doesNotContain("company=2000");
            ask(person);
            page.await("state");
            String me = person.get("/console/me").body();
            assertThat(me).contains("waiting for approval").contains("0 of 2 approvals");
            Matcher request = REQUEST.matcher(me);
            assertThat(request.find()).isTrue();
            String number = request.group(1);
            assertThat(person.post("/console/me/use", Map.of("request", number)).statusCode())
                    .as("not approved yet")
                    .isEqualTo(400);
            bed.hub().list("con_approver1", "select hub.approve_access(" + number + ")");
            page.await("state");
            bed.hub().list("con_approver2", "select hub.approve_access(" + number + ")");
            page.await("state");
            assertThat(person.get("/console/me").body())
                    .contains("Use the approval")
                    .contains("con_approver1, con_approver2");
            person.post("/console/me/use", Map.of("request", number));
            page.await("state");
            assertThat(person.get("/console/receivables").body()).contains("company=2000");
            bed.hub().run("postgres", "select hub.revoke_scope('con_asker', 'company', '2000', 'enough')");
            page.await("state");
            assertThat(person.get("/console/receivables").body()).doesNotContain("company=2000");
        }
    }

    private static void ask(Visitor person) throws Exception {
        String until =
                java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(20).toString();
        assertThat(person.post(
                                "/console/me/ask",
                                Map.of(
                                        "dimension",
                                        "company",
                                        "value",
                                        "2000",
                                        "until",
                                        until,
                                        "reason",
                                        "month end <b>"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(person.get("/console/me").body()).contains("month end &lt;b&gt;");
    }

    @Test
    void request_canBeTakenBack_byWhoMadeItOnly() throws Exception {
        ConsoleBed.addPerson(bed.hub(), "con_changing", "finance_reader", "1000");
        Visitor person = bed.person("con_changing");
        ask(person);
        Matcher request = REQUEST.matcher(person.get("/console/me").body());
        assertThat(request.find()).isTrue();
        Map<String, String> field = Map.of("request", request.group(1));
        assertThat(bed.person("con_one").post("/console/me/cancel", field).statusCode())
                .isEqualTo(400);
        assertThat(person.post("/console/me/cancel", field).statusCode()).isEqualTo(303);
        assertThat(person.get("/console/me").body()).contains("taken back");
    }

    @Test
    void wrongRequests_areRefusedWithTheReason_andKeepWhatWasWritten() throws Exception {
        Visitor person = bed.person("con_one");
        var answer = person.post(
                "/console/me/ask",
                Map.of("dimension", "company", "value", "2000", "until", "2020-01-01", "reason", "too late for that"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("its end must lie within").contains("too late for that");
        answer = person.post(
                "/console/me/ask",
                Map.of("dimension", "planet", "value", "2000", "until", "2020-01-01", "reason", "x"));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void openPage_learnsThatItsSessionHasEnded() throws Exception {
        Visitor person = bed.person("con_report");
        try (LivePage page = LivePage.open(person)) {
            person.post("/console/sign-out", Map.of());
            page.await("ended");
        }
    }

    @Test
    void stranger_hearsNothing() throws Exception {
        try (LivePage page = LivePage.open(bed.stranger())) {
            page.await("ended");
        }
    }

    @Test
    void page_saysWhyOneSeesWhatOneSees() throws Exception {
        String me = bed.person("con_one").get("/console/me").body();
        assertThat(me)
                .contains("test of con_one")
                .contains("finance.receivable_item")
                .doesNotContain("test of con_group");
    }
}
