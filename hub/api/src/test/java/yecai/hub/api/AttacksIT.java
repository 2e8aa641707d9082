package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.dataset.Format;
import yecai.sql.Promise;
import yecai.sql.Waiting;

/** What somebody would try who wants to see or be more than they may. The numbers are the attacks'. */
final class AttacksIT {
    private static final List<String> SQL = List.of(
            "x'; set role postgres; --",
            "x' or '1'='1",
            "'; reset role; select * from canon.receipt; --",
            "$1",
            "?",
            "::text",
            "\\",
            "\\'; drop table canon.receipt; --",
            "E'\\x27'",
            "U&'\\0027'",
            "\"company\"",
            "$$ x $$",
            "/* comment */",
            "-- comment",
            "company) from finance.receipt; select (current_user",
            "pg_sleep(10)",
            "' || current_user || '",
            "\u0000",
            "\u02bc");

    @TempDir
    private static Path folder;

    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    /** Attack 9. */
    @Test
    void sqlInAnyParameter_isRefused() throws Exception {
        for (String sql : SQL) {
            for (String parameter :
                    List.of("select", "order", "group", "aggregate", "cursor", "limit", "count", "filter")) {
                HttpResponse<String> answer = bed.get(receipts(parameter, sql), bed.one());
                assertThat(answer.statusCode())
                        .as(parameter + " " + sql + answer.body())
                        .isEqualTo(400);
            }
            HttpResponse<String> answer = bed.get(
                    "/api/v1/datasets/"
                            + URLEncoder.encode("finance.receipt" + sql, UTF_8).replace("+", "%20"),
                    bed.one());
            assertThat(answer.statusCode()).as("dataset " + sql + answer.body()).isIn(400, 404);
        }
        assertThat(bed.hub().list("postgres", "select count(*) from canon.receipt"))
                .containsExactly(Integer.toString(ApiBed.RECEIPTS));
    }

    /** Attack 9: as values, in bound parameters and in the literals that COPY needs, they are just texts. */
    @Test
    void sqlAsAValue_isAText() throws Exception {
        for (String sql : SQL) {
            if (sql.equals("\u0000")) {
                continue;
            }
            String quoted = sql.replace("'", "''");
            bed.change("""
                    insert into canon.receipt (source, entity_key, company, customer, amount)
                    values ('attack', 'attacked-row', 'C1', $q$%s$q$, 0)
                    """.formatted(sql));
            try {
                for (Format format : Format.values()) {
                    assertThat(text(receipts(
                                    "filter",
                                    "customer eq '" + quoted + "' and source eq 'attack'",
                                    "select",
                                    "entity_key,company",
                                    "format",
                                    format.parameter())))
                            .as(format + " " + sql)
                            .contains("attacked-row");
                    assertThat(text(receipts(
                                    "filter",
                                    "customer eq 'other" + quoted + "' and source eq 'attack'",
                                    "select",
                                    "entity_key,company",
                                    "format",
                                    format.parameter())))
                            .as(format + " " + sql)
                            .doesNotContain("attacked-row");
                }
            } finally {
                bed.change("delete from canon.receipt where source = 'attack'");
            }
        }
    }

    /** The text of an answer; of a workbook, of all that is packed in it. */
    private static String text(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                bed.client().send(bed.request(path, bed.one()).build(), HttpResponse.BodyHandlers.ofByteArray());
        byte[] body = answer.body();
        assertThat(answer.statusCode()).as(path + new String(body, UTF_8)).isEqualTo(200);
        if (body.length < 2 || body[0] != 'P' || body[1] != 'K') {
            return new String(body, UTF_8);
        }
        StringBuilder text = new StringBuilder();
        Path file = Files.write(folder.resolve("answer.xlsx"), body);
        try (ZipFile workbook = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(workbook.entries())) {
                text.append(new String(workbook.getInputStream(part).readAllBytes(), UTF_8));
            }
        }
        return text.toString();
    }

    /** Attack 20. */
    @Test
    void errors_tellNothingOfTheDatabase() throws Exception {
        for (String path : List.of(
                receipts("filter", "customer like '\\'"),
                receipts("filter", "amount gt 'abc'"),
                receipts("aggregate", "sum(customer)"),
                receipts(
                        "cursor",
                        bed.json(receipts("limit", "1"), bed.one())
                                .get("next")
                                .asText()
                                .substring(3)),
                "/api/v1/datasets/hub.scope")) {
            HttpResponse<String> answer = bed.get(path, bed.one());
            assertThat(answer.statusCode()).as(path + answer.body()).isIn(400, 404);
            assertThat(answer.body())
                    .doesNotContainIgnoringCase("select")
                    .doesNotContain("ERROR", "Exception", "at yecai", "org.postgresql", "LINE 1", "SQLSTATE");
            JsonNode problem = ApiBed.parse(answer.body());
            assertThat(problem.get("correlationId").asText())
                    .isNotEmpty()
                    .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElse(""));
        }
        HttpResponse<String> named =
                bed.send(bed.request("/api/v1/datasets/no.such", bed.one()).header("X-Correlation-Id", "my-id_1"));
        assertThat(named.body()).contains("my-id_1");
    }

    /** Attack 23: the token's part; JwtIT has the identity provider's. */
    @Test
    void tokens_areRefusedWhenWrongRevokedOrOfAnotherDataset() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2)) {
            String token = ApiBed.issue(bed.hub(), "reader_one", "finance.receipt");
            String id = token.split("_")[1];
            assertThat(own.get(receipts("limit", "1"), token).statusCode()).isEqualTo(200);
            assertThat(own.get("/api/v1/datasets/finance.freshness", token).statusCode())
                    .isEqualTo(404);
            assertThat(own.json("/api/v1/datasets", token).get("datasets")).hasSize(1);
            String basic = Base64.getEncoder().encodeToString(("excel:" + token).getBytes(UTF_8));
            assertThat(own.send(own.request(receipts("limit", "1"), token).setHeader("Authorization", "Basic " + basic))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(own.send(own.request(receipts(), "").setHeader("Authorization", "Digest x"))
                            .statusCode())
                    .isEqualTo(401);

            bed.hub().run("postgres", "select hub.revoke_token('" + id + "', 'test')");
            long revoked = System.nanoTime();
            Waiting.until(
                    "the token is refused",
                    () -> own.get(receipts("limit", "1"), token).statusCode() != 200);
            Promise.within(Duration.ofSeconds(6), "a revoked token's refusal", revoked);
            assertThat(bed.hub()
                            .list(
                                    "postgres",
                                    "select count(*) from hub.api_token as t where t::text like '%"
                                            + token.split("_")[2] + "%'"))
                    .containsExactly("0");
        }
    }

    /** Attack 24. */
    @Test
    void forgedAddresses_neitherEscapeTheRateLimitNorTheLockout() throws Exception {
        // so few in the long run that none is added while this test runs
        ApiSettings settings = ApiSettings.local().withLimits(new ApiSettings.Limits(0.0001, 5, 4, Waiting.PATIENCE));
        try (ApiBed own = bed.with(settings, 2)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                statuses.add(own.send(own.request(receipts("limit", "1"), own.one())
                                .header("X-Forwarded-For", "10.0.0." + i)
                                .header("Forwarded", "for=10.0.0." + i))
                        .statusCode());
            }
            assertThat(statuses).startsWith(200, 200, 200, 200, 200).endsWith(429);
            assertThat(own.get(receipts("limit", "1"), own.all()).statusCode()).isEqualTo(200);

            String wrong =
                    own.one().substring(0, own.one().length() - 1) + (own.one().endsWith("a") ? "b" : "a");
            HttpResponse<String> last = null;
            // each failure doubles the wait, until it is longer than this machine needs for the next one
            for (int i = 0; i < 14 && (last == null || last.statusCode() != 429); i++) {
                last = own.send(own.request(receipts("limit", "1"), wrong).header("X-Forwarded-For", "10.0.1." + i));
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.body()).contains("too-many-attempts");
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
        }
    }

    /** Attack 25. */
    @Test
    void csvForSpreadsheets_hasNoFormulas_andThePlainOneHasTheValues() throws Exception {
        String query = receipts("select", "entity_key,customer", "filter", "amount le 100", "order", "entity_key");
        List<String> safe =
                bed.get(query + "&format=csv-excel", bed.all()).body().lines().toList();
        List<String> plain =
                bed.get(query + "&format=csv", bed.all()).body().lines().toList();
        assertThat(plain).contains("0000006,=1+1", "0000001,+2", "0000002,-3", "0000003,@x");
        assertThat(safe).contains("0000006,'=1+1", "0000001,'+2", "0000002,'-3", "0000003,'@x", "0000005,客户");
        assertThat(safe.get(0)).startsWith("\uFEFF");
        assertThat(safe).noneMatch(line -> line.matches("[^,]*,\"?[=+@-].*"));
    }
}
