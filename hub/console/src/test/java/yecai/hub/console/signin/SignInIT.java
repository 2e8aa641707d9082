package yecai.hub.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.Visitor;

/** Who comes in, how, and for how long. */
final class SignInIT {
    private static final String COOKIE = "yecai-session";
    private static ConsoleBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = ConsoleBed.shared();
    }

    @Test
    void stranger_isLedToTheSignIn_andBackAfterwards() throws Exception {
        Visitor stranger = bed.stranger();
        HttpResponse<String> answer = stranger.get("/console/receivables?by=customer");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/console/sign-in?to=%2Fconsole%2Freceivables%3Fby%3Dcustomer");
        answer = stranger.post(
                "/console/sign-in",
                Map.of("login", "con_one_l", "password", "x", "to", "/console/receivables?by=customer"));
        assertThat(answer.headers().firstValue("Location")).contains("/console/receivables?by=customer");
        assertThat(stranger.get("/console/receivables?by=customer").statusCode())
                .isEqualTo(200);
    }

    @Test
    void partOfAPage_leadsTheWholePageToTheSignIn() throws Exception {
        HttpResponse<String> answer =
                bed.stranger().header("HX-Request", "true").get("/console/needs");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).isPresent();
    }

    @Test
    void link_worksOnce() throws Exception {
        String link = bed.link("con_group");
        assertThat(bed.stranger().get("/console/link?secret=" + link).body())
                .as("looking does not use it up")
                .contains(link);
        Visitor person = bed.stranger();
        assertThat(person.useLink(link).statusCode()).isEqualTo(303);
        assertThat(person.get("/console").body()).contains("con_group");
        assertThat(bed.stranger().useLink(link).statusCode()).isEqualTo(401);
    }

    @Test
    void link_isTooOldOneDay() throws Exception {
        String link = bed.link("con_group", Instant.now().plusSeconds(60));
        bed.hub()
                .run(
                        "postgres",
                        "update hub.console_link set expires_at = clock_timestamp() - interval '1 s' where used_at is null");
        assertThat(bed.stranger().useLink(link).statusCode()).isEqualTo(401);
    }

    @Test
    void unknownLink_isRefused() throws Exception {
        assertThat(bed.stranger().useLink("x".repeat(43)).statusCode()).isEqualTo(401);
        assertThat(bed.stranger().useLink("' or true --").statusCode()).isEqualTo(401);
    }

    @Test
    void databaseLogin_opensItsPrincipalsSession() throws Exception {
        Visitor person = bed.stranger();
        person.post("/console/sign-in", Map.of("login", "con_one_l", "password", "x"));
        assertThat(person.get("/console").body()).contains("con_one");
        assertThat(
                        bed.hub()
                                .list(
                                        "postgres",
                                        "select way || login from hub.console_session where principal = 'con_one' and way = 'login' limit 1"))
                .containsExactly("logincon_one_l");
    }

    @Test
    void loginsOfNobody_areRefused() throws Exception {
        for (String login : new String[] {"yecai_capture", "yecai_api", "postgres", "nobody_at_all", "\u0000", "a b"}) {
            HttpResponse<String> answer =
                    bed.stranger().post("/console/sign-in", Map.of("login", login, "password", "x"));
            assertThat(answer.statusCode()).as(login).isEqualTo(401);
        }
    }

    @Test
    void apiLogin_cannotInventASession() {
        assertThat(
                        refused(
                                "yecai_api",
                                "select hub.add_console_session('abcdefghijkl', sha256('x'), 'con_group', null, 'link', null, null, '1 h', '1 h')"))
                .contains("permission denied");
        assertThat(refused("yecai_api", "insert into hub.console_session select * from hub.console_session"))
                .contains("permission denied");
        assertThat(refused(
                        "yecai_api", "select hub.issue_console_link('abcdefghijkl', sha256('x'), 'con_group', now())"))
                .contains("permission denied");
        assertThat(refused("yecai_api", "select hub.open_session_by_login('abcdefghijkl', sha256('x'), '1 h', '1 h')"))
                .contains("permission denied");
    }

    private static String refused(String user, String sql) {
        try {
            bed.hub().run(user, sql);
            return "";
        } catch (java.sql.SQLException problem) {
            return problem.getMessage();
        }
    }

    @Test
    void signIn_makesANewSession_whateverTheBrowserHad() throws Exception {
        Visitor person = bed.stranger();
        String planted = "A".repeat(43);
        person.cookies().put(COOKIE, planted);
        person.useLink(bed.link("con_one"));
        String first = person.cookies().get(COOKIE);
        assertThat(first).isNotEqualTo(planted);
        person.useLink(bed.link("con_one"));
        assertThat(person.cookies().get(COOKIE)).isNotEqualTo(first);
        assertThat(isIn(first)).as("the session of before").isFalse();
    }

    private static boolean isIn(String secret) throws Exception {
        Visitor thief = bed.stranger();
        thief.cookies().put(COOKIE, secret);
        return thief.get("/console").statusCode() == 200;
    }

    @Test
    void signOut_endsTheSession_alsoForWhoHasItsId() throws Exception {
        Visitor person = bed.person("con_one");
        String secret = person.cookies().get(COOKIE);
        assertThat(isIn(secret)).isTrue();
        person.post("/console/sign-out", Map.of());
        assertThat(isIn(secret)).isFalse();
        assertThat(person.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void signOutEverywhere_endsAllOfThePersonAndOfNobodyElse() throws Exception {
        Visitor here = bed.person("con_group");
        Visitor there = bed.person("con_group");
        Visitor other = bed.person("con_report");
        here.post("/console/sign-out", Map.of("everywhere", "true"));
        assertThat(there.get("/console").statusCode()).isEqualTo(303);
        assertThat(other.get("/console").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "used_at = clock_timestamp() - idle",
                "ends_at = clock_timestamp()",
                "ended_at = clock_timestamp()"
            })
    void session_ends(String how) throws Exception {
        Visitor person = bed.person("con_report");
        assertThat(person.get("/console").statusCode()).isEqualTo(200);
        bed.hub().run("postgres", "update hub.console_session set " + how + " where principal = 'con_report'");
        assertThat(person.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void session_endsWithItsLogin() throws Exception {
        ConsoleBed.addPerson(bed.hub(), "con_leaver", "finance_reader", "1000");
        Visitor person = bed.stranger();
        person.post("/console/sign-in", Map.of("login", "con_leaver_l", "password", "x"));
        assertThat(person.get("/console").statusCode()).isEqualTo(200);
        bed.hub().run("postgres", "select hub.end_login('con_leaver_l', clock_timestamp(), 'left')");
        assertThat(person.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void databaseKeepsNoSecret() throws Exception {
        Visitor person = bed.person("con_one");
        String secret = person.cookies().get(COOKIE);
        assertThat(bed.hub().list("postgres", "select s::text from hub.console_session as s"))
                .noneMatch(row -> row.contains(secret));
    }
}
