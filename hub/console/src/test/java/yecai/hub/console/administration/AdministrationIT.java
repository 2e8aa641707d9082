package yecai.hub.console.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.Visitor;
import yecai.sql.Promise;

/** DBAs and approvers at work in the console, with their own logins of the database. */
final class AdministrationIT {
    private static final String AT = "/console/administration/";
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"(\\d+)\"");

    private static ConsoleBed bed;

    @BeforeAll
    static void people() throws Exception {
        bed = ConsoleBed.shared();
        for (String[] login : new String[][] {
            {"con_dba", "yecai_dba"}, {"con_first", "yecai_approver"}, {"con_second", "yecai_approver"}
        }) {
            bed.hub()
                    .run(
                            "postgres",
                            "create role " + login[0] + " login; grant " + login[1] + " to " + login[0]
                                    + "; grant connect on database " + bed.hub().database() + " to " + login[0]);
        }
        bed.hub().run("yecai_capture", """
                insert into hub.parked (source, mapping, derive_key, entity, reason)
                values ('t', 'receipt', '<script>', 'receipt', '<img src=x onerror=alert(1)>');
                update hub.source set loaded_at = clock_timestamp();
                insert into hub.source_table (source, source_schema, source_table, mirror_table, key_columns, captured_columns,
                    table_state, table_state_detail)
                values ('t', 'public', 'orders', 'orders', '{id}', '{id}', 'stopped', 'a column is gone')
                """);
    }

    private static Visitor signedIn(String login) throws Exception {
        Visitor visitor = bed.stranger();
        HttpResponse<String> answer =
                visitor.post("/console/sign-in", Map.of("login", login, "password", "x", "to", "/console"));
        assertThat(answer.statusCode()).isEqualTo(303);
        return visitor;
    }

    private static HttpResponse<String> act(Visitor visitor, String place, String part, Map<String, String> fields)
            throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.put("place", place);
        all.put("part", part);
        all.put("key", java.util.UUID.randomUUID().toString());
        return visitor.post(AT + "act", all);
    }

    @Test
    void everyPage_isThere_inBothLanguages_andWritesNothingAsItIs() throws Exception {
        Visitor dba = signedIn("con_dba");
        for (String language : new String[] {"en", "zh"}) {
            dba.post("/console/language", Map.of("language", language, "to", "/console"));
            for (Place place : Places.listForAdministrators()) {
                HttpResponse<String> page = dba.get(place.path());
                assertThat(page.statusCode()).as(place.path()).isEqualTo(200);
                assertThat(page.body())
                        .as(place.path())
                        .contains("<h1>")
                        .doesNotContain("<script>\"", "onerror=alert(1)>")
                        .contains(language.equals("zh") ? "lang=\"zh-CN\"" : "lang=\"en\"");
            }
        }
        assertThat(dba.get(AT + "sources").body()).contains("a column is gone").contains("public.orders");
        assertThat(dba.get(AT + "parked").body()).contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void request_approvedByTwoInTheirBrowsers_opensRows_andARevokeClosesThem() throws Exception {
        ConsoleBed.addPerson(bed.hub(), "con_wanting", "finance_reader", "1000");
        Visitor person = bed.person("con_wanting");
        Visitor first = signedIn("con_first");
        Visitor second = signedIn("con_second");
        String until = LocalDate.now(ZoneOffset.UTC).plusDays(20).toString();
        person.post(
                "/console/me/ask",
                Map.of("dimension", "company", "value", "2000", "until", until, "reason", "month end"));
        Matcher request = REQUEST.matcher(person.get("/console/me").body());
        assertThat(request.find()).isTrue();
        String number = request.group(1);
        assertThat(first.get(AT + "requests").body()).contains("month end");
        assertThat(act(first, "requests", "approve", Map.of("request", number)).body())
                .contains("waiting for 1 more");
        assertThat(act(first, "requests", "approve", Map.of("request", number)).body())
                .contains("refused: con_first has approved it already");
        assertThat(act(second, "requests", "approve", Map.of("request", number)).body())
                .contains("approved");
        person.post("/console/me/use", Map.of("request", number));
        assertThat(person.get("/console/receivables").body()).contains("company=2000");

        long began = System.nanoTime();
        assertThat(act(
                                signedIn("con_dba"),
                                "access",
                                "revoke",
                                Map.of(
                                        "principal",
                                        "con_wanting",
                                        "kind",
                                        "company",
                                        "value",
                                        "2000",
                                        "reason",
                                        "over"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(person.get("/console/receivables").body()).doesNotContain("company=2000");
        Promise.within(Duration.ofSeconds(1), "no rows after a revoke in another browser", began);
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select actor from hub.audit where subject = 'con_wanting' and action in ('approve', 'revoke_scope')"
                                        + " order by audit"))
                .containsExactly("con_first", "con_second", "con_dba");
    }

    @Test
    void aForm_sentTwice_writesOnce_andOneFromElsewhereWritesNothing() throws Exception {
        Visitor dba = signedIn("con_dba");
        ConsoleBed.addPerson(bed.hub(), "con_granted", "finance_reader", "1000");
        Map<String, String> fields = Map.of(
                "place",
                "access",
                "part",
                "grant",
                "key",
                "twice",
                "principal",
                "con_granted",
                "kind",
                "company",
                "value",
                "9000",
                "reason",
                "test");
        assertThat(dba.post(AT + "act", fields).statusCode()).isEqualTo(200);
        assertThat(dba.post(AT + "act", fields).statusCode()).isEqualTo(200);
        assertThat(bed.hub().list("postgres", "select scope from hub.scope where value = '9000'"))
                .hasSize(1);
        assertThat(dba.postBlindly(AT + "act", fields).statusCode()).isEqualTo(403);
        assertThat(bed.person("con_one").get(AT + "access").statusCode())
                .as("a reader")
                .isNotEqualTo(200);
    }

    @Test
    void anApprover_seesWhatItMay_andIsRefusedTheRest() throws Exception {
        Visitor approver = signedIn("con_first");
        assertThat(approver.get(AT + "logins").body()).doesNotContain("title-part-tokens");
        assertThat(act(
                                approver,
                                "access",
                                "grant",
                                Map.of("principal", "con_one", "kind", "company", "value", "8000", "reason", "x"))
                        .statusCode())
                .isEqualTo(403);
    }
}
