package yecai.hub.api.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.manage.ManagementBed.login;
import static yecai.hub.api.manage.ManagementBed.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.api.ApiBed;
import yecai.hub.api.ApiSettings;
import yecai.sql.Promise;

/** Access over HTTP: who may do what, four eyes, and writes that are sent twice. */
final class ManagementIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACCESS = "/api/v1/access";
    private static final String COUNT =
            "/api/v1/datasets/finance.receipt?select=company&count=true&limit=1&filter=" + "company+eq+%27C2%27";

    @TempDir
    private static Path folder;

    private static ManagementBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ManagementBed.start(folder, ApiSettings.local().withLimits(ApiBed.AMPLE));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    private static long visible(String authorization) throws Exception {
        return bed.json(COUNT, authorization).get("count").asLong();
    }

    private static String request(String authorization, String company) throws Exception {
        HttpResponse<String> filed = bed.post(
                ACCESS + "/requests",
                authorization,
                "{'kind': 'company', 'value': '" + company + "', 'valid_to': '"
                        + Instant.now().plus(Duration.ofDays(30)) + "', 'reason': 'month end'}");
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(200);
        return parse(filed).get("request").asText();
    }

    private static String decide(String request, String verb, String approver) throws Exception {
        HttpResponse<String> answer =
                bed.post(ACCESS + "/requests/" + request + "/" + verb, login(approver), "{'note': 'fine'}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parse(answer).get("decision").asText();
    }

    @Test
    void request_approvedByTwo_opensRows_andARevokeClosesThem() throws Exception {
        assertThat(visible(bed.ann())).isZero();
        String request = request(bed.ann(), "C2");
        assertThat(bed.json(ACCESS + "/requests/" + request, bed.ann())
                        .get("state")
                        .asText())
                .isEqualTo("open");
        assertThat(bed.get(ACCESS + "/requests/" + request, bed.bob()).statusCode())
                .as("another reader's request")
                .isEqualTo(404);

        assertThat(decide(request, "approve", "app_anne")).isEqualTo("waiting for 1 more");
        assertThat(decide(request, "approve", "app_anne")).startsWith("refused: app_anne has approved it already");
        assertThat(bed.post(ACCESS + "/requests/" + request + "/use", bed.ann(), "{}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(decide(request, "approve", "app_arno")).isEqualTo("approved");
        assertThat(bed.post(ACCESS + "/requests/" + request + "/use", bed.bob(), "{}")
                        .statusCode())
                .as("used by somebody else")
                .isEqualTo(403);
        long began = System.nanoTime();
        assertThat(bed.post(ACCESS + "/requests/" + request + "/use", bed.ann(), "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(visible(bed.ann())).isEqualTo(10);
        Promise.within(Duration.ofSeconds(1), "rows after an approval", began);

        began = System.nanoTime();
        assertThat(bed.post(
                                ACCESS + "/grants/revoke",
                                login("dba_dora"),
                                "{'principal': 'ann', 'kind': 'company', 'value': 'C2', 'reason': 'over'}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(visible(bed.ann())).isZero();
        Promise.within(Duration.ofSeconds(1), "no rows after a revoke", began);
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select a.actor from hub.audit as a where a.action in ('request', 'approve', 'grant_scope')"
                                        + " and a.detail ->> 'request' = '" + request + "' or a.action = 'revoke_scope'"
                                        + " and a.detail ->> 'value' = 'C2' order by a.audit"))
                .containsExactly("ann by yecai_api", "app_anne", "app_arno", "ann by yecai_api", "dba_dora");
    }

    @Test
    void selfApproval_isRefusedAndAudited_alsoOfAPrincipalThatIsAnApprover() throws Exception {
        bed.hub().run("postgres", "grant yecai_approver to bob");
        try {
            String request = request(bed.bob(), "C3");
            HttpResponse<String> answer = bed.post(ACCESS + "/requests/" + request + "/approve", bed.bob(), "{}");
            assertThat(parse(answer).get("decision").asText()).startsWith("refused: bob is the requester");
            assertThat(bed.hub()
                            .list(
                                    "postgres",
                                    "select detail ->> 'approver' from hub.audit where action = 'refuse_approval' and detail ->>"
                                            + " 'request' = '" + request + "'"))
                    .containsExactly("bob");
            assertThat(bed.json(ACCESS + "/requests/" + request, bed.bob())
                            .get("approvals")
                            .size())
                    .isZero();
        } finally {
            bed.hub().run("postgres", "revoke yecai_approver from bob");
        }
    }

    @Test
    void aToken_administersNothing() throws Exception {
        String grant = "{'principal': 'ann', 'kind': 'company', 'value': 'C3', 'reason': 'mine'}";
        assertThat(bed.post(ACCESS + "/grants", bed.ann(), grant).statusCode()).isEqualTo(403);
        String issue = "{'principal': 'bob', 'label': 'x', 'expires_at': '2030-01-01T00:00:00Z'}";
        assertThat(bed.post(ACCESS + "/tokens", bed.ann(), issue).statusCode()).isEqualTo(403);
        for (String path : new String[] {"/principals", "/grants", "/tokens", "/audit", "/logins"}) {
            assertThat(bed.get(ACCESS + path, bed.ann()).statusCode()).as(path).isEqualTo(403);
        }
        for (String path : new String[] {"/sources", "/parked", "/requests"}) {
            assertThat(bed.get("/api/v1/operations" + path, bed.ann()).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        JsonNode me = bed.json(ACCESS + "/me", bed.ann());
        assertThat(me.get("name").asText()).isEqualTo("ann");
        assertThat(me.get("is_dba").asBoolean()).isFalse();
        assertThat(me.get("scopes")).hasSize(1);
        assertThat(visible(bed.ann())).isZero();
    }

    @Test
    void aPrincipalThatIsADba_cannotAdministerWithItsToken() throws Exception {
        ApiBed.addPrincipal(bed.hub(), "zoe", "C1");
        String token = "Bearer " + ApiBed.issue(bed.hub(), "zoe", "*");
        bed.hub().run("postgres", "grant yecai_dba to zoe");
        try {
            HttpResponse<String> answer = bed.post(
                    ACCESS + "/grants",
                    token,
                    "{'principal': 'zoe', 'kind': 'company', 'value': '*', 'reason': 'mine'}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains("login of the database");
        } finally {
            bed.hub().run("postgres", "revoke yecai_dba from zoe");
        }
    }

    @Test
    void anApprover_approves_andNothingElse() throws Exception {
        assertThat(bed.get(ACCESS + "/requests", login("app_anne")).statusCode())
                .isEqualTo(200);
        assertThat(bed.post(
                                ACCESS + "/grants",
                                login("app_anne"),
                                "{'principal': 'ann', 'kind': 'company', 'value': 'C3', 'reason': 'x'}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(bed.get(ACCESS + "/tokens", login("app_anne")).statusCode()).isEqualTo(403);
    }

    @Test
    void aWriteSentTwice_isDoneOnce_andAnotherWithItsKeyIsRefused() throws Exception {
        String grant = "{'principal': 'bob', 'kind': 'company', 'value': 'C7', 'reason': 'once'}";
        HttpResponse<String> first = bed.post(ACCESS + "/grants", login("dba_dora"), grant, "key-1");
        HttpResponse<String> again = bed.post(ACCESS + "/grants", login("dba_dora"), grant, "key-1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(bed.hub().list("postgres", "select scope from hub.scope where value = 'C7'"))
                .hasSize(1);

        HttpResponse<String> other =
                bed.post(ACCESS + "/grants", login("dba_dora"), grant.replace("C7", "C8"), "key-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(parse(other).get("code").asText()).isEqualTo("key-used");
        assertThat(bed.post(ACCESS + "/grants", login("dba_dirk"), grant.replace("C7", "C9"), "key-1")
                        .statusCode())
                .as("a key is its caller's")
                .isEqualTo(200);
        assertThat(bed.hub().list("postgres", "select scope from hub.scope where value = 'C8'"))
                .isEmpty();
    }

    @Test
    void aWriteWithoutAKey_orAsAWebPagesForm_isRefused() throws Exception {
        String body = "{\"principal\": \"bob\", \"kind\": \"company\", \"value\": \"C6\", \"reason\": \"x\"}";
        HttpResponse<String> keyless = bed.send(bed.request(ACCESS + "/grants", login("dba_dora"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(keyless.statusCode()).isEqualTo(428);
        HttpResponse<String> form = bed.send(bed.request(ACCESS + "/grants", login("dba_dora"))
                .header("Content-Type", "text/plain")
                .header("Idempotency-Key", "form")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(form.statusCode()).isEqualTo(422);
        assertThat(bed.hub().list("postgres", "select scope from hub.scope where value = 'C6'"))
                .isEmpty();
    }

    @Test
    void whatWasChangedMeanwhile_isNotDecided() throws Exception {
        String request = request(bed.ann(), "C4");
        String path = ACCESS + "/requests/" + request;
        String seen =
                bed.get(path, login("app_anne")).headers().firstValue("ETag").orElseThrow();
        assertThat(bed.post(path + "/approve", login("app_arno"), "{}", "a1", "If-Match", seen)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> late = bed.post(path + "/approve", login("app_anne"), "{}", "a2", "If-Match", seen);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(bed.json(path, login("app_anne")).get("state").asText()).isEqualTo("open");
        String now =
                bed.get(path, login("app_anne")).headers().firstValue("ETag").orElseThrow();
        assertThat(bed.send(bed.request(path, login("app_anne"))
                                .header("If-None-Match", now)
                                .build())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aTokensSecret_isShownOnce_andARevokeEndsItAtOnce() throws Exception {
        String issue = "{'principal': 'ann', 'label': 'reports', 'expires_at': '2030-01-01T00:00:00Z'}";
        JsonNode made = parse(bed.post(ACCESS + "/tokens", login("dba_dora"), issue, "token-1"));
        String token = made.get("secret").asText();
        JsonNode again = parse(bed.post(ACCESS + "/tokens", login("dba_dora"), issue, "token-1"));
        assertThat(again.get("token_id")).isEqualTo(made.get("token_id"));
        assertThat(again.get("secret").isNull()).isTrue();
        assertThat(bed.hub().list("postgres", "select answer::text from hub.api_call"))
                .noneMatch(answer -> answer.contains(token));
        assertThat(bed.get(ACCESS + "/me", "Bearer " + token).statusCode()).isEqualTo(200);

        long began = System.nanoTime();
        bed.post(
                ACCESS + "/tokens/" + made.get("token_id").asText() + "/revoke",
                login("dba_dora"),
                "{'reason': 'lost'}");
        assertThat(bed.get(COUNT, "Bearer " + token).statusCode()).isEqualTo(401);
        Promise.within(Duration.ofSeconds(1), "the end of a token", began);
    }

    @Test
    void declaredAccess_isPlannedAndApplied_asItWasSeen() throws Exception {
        String live = bed.json(ACCESS + "/declaration", login("dba_dora"))
                .get("access_yml")
                .asText();
        String wanted = live + """
                  plan_pia:
                    kind: person
                    roles: [finance_reader]
                    scopes:
                      - {company: C1, reason: plan}
                """;
        String body = JSON.writeValueAsString(Map.of("access_yml", wanted));
        HttpResponse<String> plan = bed.send(bed.request(ACCESS + "/plan", login("dba_dora"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        assertThat(plan.body()).contains("plan_pia");
        HttpResponse<String> stale =
                bed.postJson(ACCESS + "/apply", login("dba_dora"), body, "apply-1", "If-Match", "\"another\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        HttpResponse<String> applied = bed.postJson(
                ACCESS + "/apply",
                login("dba_dora"),
                body,
                "apply-2",
                "If-Match",
                plan.headers().firstValue("ETag").orElseThrow());
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        assertThat(bed.json(ACCESS + "/visibility?dataset=finance.receipt&company=C1", login("dba_dora"))
                        .toString())
                .contains("plan_pia")
                .contains("\"ann\"");
        JsonNode why = bed.json(
                ACCESS + "/explanation?principal=plan_pia&dataset=finance.receipt&company=C3", login("dba_dora"));
        assertThat(why.get("sees_rows").asBoolean()).isFalse();
        assertThat(bed.json(ACCESS + "/audit/verification", login("dba_dora"))
                        .get("is_whole")
                        .asBoolean())
                .isTrue();
    }
}
