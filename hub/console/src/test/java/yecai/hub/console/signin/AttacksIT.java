package yecai.hub.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.Front;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.ConsoleSettings;
import yecai.hub.console.Visitor;

/** What others may try with a person's browser. */
final class AttacksIT {
    private static ConsoleBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = ConsoleBed.shared();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/sign-in",
                "/console/sign-in/guest",
                "/console/link",
                "/console/sign-out",
                "/console/language",
                "/console/me/ask",
                "/console/me/cancel",
                "/console/me/use"
            })
    void form_isRefusedWithoutItsToken(String path) throws Exception {
        Visitor person = bed.person("con_one");
        Visitor other = bed.person("con_group");
        assertThat(person.postBlindly(path, Map.of()).statusCode()).as("none").isEqualTo(403);
        assertThat(person.postBlindly(path, Map.of("form", "x")).statusCode())
                .as("made up")
                .isEqualTo(403);
        assertThat(person.postBlindly(path, Map.of("form", other.formToken())).statusCode())
                .as("somebody else's")
                .isEqualTo(403);
        String own = person.formToken();
        person.header("Sec-Fetch-Site", "cross-site");
        assertThat(person.postBlindly(path, Map.of("form", own)).statusCode())
                .as("from another site")
                .isEqualTo(403);
        assertThat(person.get("/console").statusCode()).as("still signed in").isEqualTo(200);
    }

    @Test
    void nothingIsChangedByReading() throws Exception {
        Visitor person = bed.person("con_one");
        for (String path : List.of("/console/sign-out", "/console/me/ask", "/console/me/use", "/console/language")) {
            assertThat(person.get(path).statusCode()).as(path).isIn(404, 405);
        }
        assertThat(person.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void cookies_areOutOfReachOfScriptsAndOtherSites() throws Exception {
        for (String cookie : setCookies(bed)) {
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
        }
    }

    @Test
    void cookies_areForHttpsOnly_wherePeopleComeOverHttps() throws Exception {
        ApiSettings behindProxy = ApiSettings.local()
                .withFront(new Front(Optional.of(URI.create("https://hub.example.com")), List.of(), false));
        try (ConsoleBed secure = bed.withSettings(behindProxy)) {
            List<String> cookies = setCookies(secure);
            assertThat(cookies).isNotEmpty();
            for (String cookie : cookies) {
                assertThat(cookie)
                        .startsWith("__Host-yecai-")
                        .contains("; Secure")
                        .contains("HttpOnly")
                        .contains("Path=/")
                        .doesNotContain("Domain");
            }
        }
    }

    private static List<String> setCookies(ConsoleBed console) throws Exception {
        return console.stranger().useLink(bed.link("con_one")).headers().allValues("Set-Cookie");
    }

    @Test
    void everyAnswer_keepsToThisPersonAndThisSite() throws Exception {
        Visitor person = bed.person("con_group");
        for (String path : List.of(
                "/console",
                "/console/receivables",
                "/console/me",
                "/console/sign-in",
                "/console/nowhere",
                "/console/receivables?section=receivable_ageing&format=csv")) {
            Map<String, List<String>> headers =
                    new HashMap<>(person.get(path).headers().map());
            assertThat(headers.get("cache-control")).as(path).containsExactly("no-store");
            assertThat(headers.get("x-frame-options")).as(path).containsExactly("DENY");
            assertThat(headers.get("referrer-policy")).as(path).containsExactly("no-referrer");
            assertThat(headers.get("x-content-type-options")).as(path).containsExactly("nosniff");
            assertThat(headers.get("content-security-policy").get(0))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("style-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .contains("base-uri 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void pages_haveNoScriptOrStyleOfTheirOwn() throws Exception {
        Visitor person = bed.person("con_group");
        Pattern inline = Pattern.compile("<script(?! src=)|<style|\\s(style|on[a-z]+)=");
        Pattern address = Pattern.compile("\\s(href|src|action|formaction)=\"\\s*(javascript|data|https?):");
        for (String path :
                List.of("/console", "/console/receivables", "/console/me", "/console/sign-in", "/console/costs")) {
            String tags = Pattern.compile("<[a-z](\"[^\"]*\"|[^>\"])*>")
                    .matcher(person.get(path).body())
                    .results()
                    .map(tag -> tag.group())
                    .collect(Collectors.joining("\n"));
            assertThat(tags).contains("<script src=");
            assertThat(inline.matcher(tags.replaceAll("\"[^\"]*\"", "\"\"")).find())
                    .as(path)
                    .isFalse();
            assertThat(address.matcher(tags).find()).as(path).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/console//evil.example"})
    void nobody_isLedElsewhere(String to) throws Exception {
        Visitor person = bed.stranger();
        HttpResponse<String> answer =
                person.post("/console/sign-in", Map.of("login", "con_one_l", "password", "x", "to", to));
        assertThat(answer.headers().firstValue("Location")).contains("/console");
        answer = person.post("/console/language", Map.of("language", "zh", "to", to));
        assertThat(answer.headers().firstValue("Location")).contains("/console");
    }

    @Test
    void guessing_hasToWaitLongerAndLonger() throws Exception {
        int[] answers = new int[12];
        try (ConsoleBed apart = bed.with(ConsoleSettings.usual())) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] = apart.stranger()
                        .post("/console/sign-in", Map.of("login", "no_such_login", "password", "x"))
                        .statusCode();
            }
        }
        assertThat(answers).contains(429);
    }

    @Test
    void apiRequests_stillHaveNoBody() throws Exception {
        assertThat(bed.stranger()
                        .postBlindly("/api/v1/datasets", Map.of("a", "b"))
                        .statusCode())
                .isEqualTo(413);
    }
}
