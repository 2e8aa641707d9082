package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.sql.Waiting;

/** What callers may rely on: freshness, versions, the description of the API, the journal of reads, health. */
final class ContractIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void unchangedAnswer_isNotSentAgain_untilASourceMovesOrTheScopesChange() throws Exception {
        ApiBed.addPrincipal(bed.hub(), "reader_etag", "C1");
        String token = ApiBed.issue(bed.hub(), "reader_etag", "*");
        String path = receipts("limit", "3");
        HttpResponse<String> first = bed.get(path, token);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(status(path, token, tag)).isEqualTo(304);
        assertThat(bed.get(path, token).body()).isEqualTo(first.body());
        assertThat(status(path + "&order=amount", token, tag)).isEqualTo(200);
        assertThat(status(path, bed.all(), tag)).isEqualTo(200);

        bed.change();
        assertThat(status(path, token, tag)).isEqualTo(200);
        String moved = bed.get(path, token).headers().firstValue("ETag").orElseThrow();
        assertThat(status(path, token, moved)).isEqualTo(304);
        bed.hub().run("yecai_capture", "update hub.source set rewrites = rewrites + 1");
        assertThat(status(path, token, moved)).as("a repair").isEqualTo(200);
        moved = bed.get(path, token).headers().firstValue("ETag").orElseThrow();
        bed.hub().run("postgres", "select hub.grant_scope('reader_etag', 'company', 'C2', null, 'test')");
        assertThat(status(path, token, moved)).isEqualTo(200);
        assertThat(bed.get(path, token).headers().firstValue("X-Yecai-Scope")).contains("2 of 50 companies");
    }

    @Test
    void answersThatTheHubsOwnStateChanges_haveNoVersion() throws Exception {
        assertThat(bed.get("/api/v1/datasets/finance.freshness", bed.all())
                        .headers()
                        .firstValue("ETag"))
                .isEmpty();
    }

    private static int status(String path, String token, String tag) throws Exception {
        return bed.send(bed.request(path, token).header("If-None-Match", tag)).statusCode();
    }

    @Test
    void dataOlderThanAskedFor_areRefused() throws Exception {
        assertThat(bed.get(receipts("limit", "1", "max-staleness", "2h"), bed.one())
                        .statusCode())
                .isEqualTo(200);
        bed.hub()
                .run(
                        "yecai_capture",
                        "update hub.source set position_committed_at = clock_timestamp() - interval '5 min'");
        try {
            HttpResponse<String> answer = bed.get(receipts("limit", "1", "max-staleness", "30s"), bed.one());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("data-too-old", "Source t");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(bed.get(receipts("max-staleness", "soon"), bed.one()).statusCode())
                    .isEqualTo(400);
        } finally {
            bed.hub().run("yecai_capture", "update hub.source set position_committed_at = clock_timestamp()");
        }
    }

    @Test
    void everyOperationOfTheDescription_canBeCalledWithItsExamples() throws Exception {
        // the examples ask for data of the last half hour
        bed.hub().run("yecai_capture", "update hub.source set position_committed_at = clock_timestamp()");
        JsonNode document = bed.json("/openapi.json", "");
        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode operation = path.getValue().get("get");
            if (operation == null || !operation.get("tags").get(0).asText().equals("data")) {
                continue; // what manages the hub takes things that are not in this one: ManagementIT
            }
            String address = path.getKey();
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : operation.get("parameters")) {
                String example = parameter.path("example").asText("");
                String name = parameter.get("name").asText();
                if (parameter.get("in").asText().equals("path")) {
                    address = address.replace("{" + name + "}", example);
                } else if (!example.isEmpty() && !List.of("group", "aggregate").contains(name)) {
                    query.add(name + "=" + URLEncoder.encode(example, StandardCharsets.UTF_8));
                }
            }
            HttpResponse<String> answer = bed.get(address + "?" + String.join("&", query), bed.all());
            assertThat(answer.statusCode()).as(address + answer.body()).isEqualTo(200);
            String mediaType =
                    answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
            assertThat(operation.at("/responses/200/content").has(mediaType))
                    .as(address + " " + mediaType)
                    .isTrue();
            paths.add(path.getKey());
        }
        // for Spectral, which .ci/run starts
        Files.writeString(Path.of("target", "openapi.json"), document.toPrettyString());
        assertThat(paths)
                .hasSize(10)
                .contains("/api/v1/datasets/{dataset}", "/odata/v4/$metadata", "/odata/v4/{set}/{property}/$value");
    }

    @Test
    void descriptionOfDatasets_typesEveryColumn_asRowsHaveIt() throws Exception {
        JsonNode document = bed.json("/api/v1/openapi.json", bed.all());
        JsonNode listed = bed.json("/api/v1/datasets", bed.all()).get("datasets");
        assertThat(listed.size()).isGreaterThan(20);
        for (JsonNode dataset : listed) {
            String name = dataset.get("name").asText();
            JsonNode operation =
                    document.get("paths").get("/api/v1/datasets/" + name).get("get");
            String page = operation
                    .at("/responses/200/content/application~1json/schema/$ref")
                    .asText();
            assertThat(page).isEqualTo("#/components/schemas/" + name.replace('.', '_') + "_page");
            JsonNode row = document.at("/components/schemas/" + name.replace('.', '_') + "/properties");
            assertThat(row.propertyStream().map(Map.Entry::getKey).toList())
                    .as(name)
                    .isEqualTo(dataset.get("columns")
                            .valueStream()
                            .map(column -> column.get("name").asText())
                            .toList());
        }
        JsonNode row = bed.json(receipts("limit", "1"), bed.all()).get("rows").get(0);
        JsonNode schema = document.at("/components/schemas/finance_receipt/properties");
        for (Map.Entry<String, JsonNode> value : row.properties()) {
            String type = schema.get(value.getKey()).at("/type/0").asText();
            JsonNode found = value.getValue();
            assertThat(found.isNull()
                            || switch (type) {
                                case "string" -> found.isTextual();
                                case "number" -> found.isNumber();
                                case "integer" -> found.isIntegralNumber();
                                case "boolean" -> found.isBoolean();
                                default -> found.isArray();
                            })
                    .as(value + " is " + type)
                    .isTrue();
        }
        assertThat(bed.get("/api/v1/openapi.json", "").statusCode()).isEqualTo(401);
        assertThat(bed.json("/openapi.json", "").get("paths").has("/api/v1/datasets/finance.receipt"))
                .isFalse();
        Files.writeString(Path.of("target", "openapi-datasets.json"), document.toPrettyString());
    }

    @Test
    void frontPage_leadsToWhatIsThere() throws Exception {
        HttpResponse<String> page = bed.get("/", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        List<String> links = Pattern.compile("href=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).hasSize(5);
        for (String link : links) {
            assertThat(bed.get(link, bed.all()).statusCode()).as(link).isEqualTo(200);
        }
    }

    @Test
    void swaggerUi_hasAllThatItsPageNames_andNoInlineScript() throws Exception {
        HttpResponse<String> page = bed.get("/docs", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';");
        assertThat(page.body()).doesNotContain("<script>");
        Matcher named = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        int files = 0;
        while (named.find()) {
            assertThat(bed.get(named.group(1), "").statusCode())
                    .as(named.group(1))
                    .isEqualTo(200);
            files++;
        }
        assertThat(files).isEqualTo(3);
        assertThat(bed.get("/docs/start.js", "").body()).contains("/openapi.json");
    }

    @Test
    void everyProblem_isDocumented() throws Exception {
        for (String page : new String[] {"../ERRORS.md", "../ERRORS.zh-CN.md"}) {
            String text = Files.readString(Path.of(page));
            for (ProblemCode code : ProblemCode.values()) {
                assertThat(text).as(page).contains("| `" + code.slug() + "` | " + code.status() + " |");
            }
        }
    }

    @Test
    void problems_areInTheCallersLanguage() throws Exception {
        String wrong = "/api/v1/datasets/finance.receipt?filter=nothing%20eq%201";
        for (String path : new String[] {
            wrong,
            wrong + "&filter=x",
            "/api/v1/nothing",
            "/odata/v4/finance_receipt?$filter=amount%20mul%20amount%20eq%204"
        }) {
            HttpResponse<String> chinese = bed.send(bed.request(path, bed.all()).header("Accept-Language", "zh-CN"));
            HttpResponse<String> english = bed.get(path, bed.all());
            assertThat(chinese.statusCode()).isEqualTo(english.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
            assertThat(english.headers().firstValue("Content-Language")).contains("en");
            assertThat(chinese.body()).containsPattern("(detail|message)\":\"[^\"]*\\p{IsHan}");
            assertThat(english.body()).doesNotContainPattern("\\p{IsHan}");
        }
        assertThat(ApiBed.parse(bed.send(bed.request(wrong, bed.all()).header("Accept-Language", "zh"))
                                .body())
                        .get("code")
                        .textValue())
                .isEqualTo("column-not-found");
    }

    @Test
    void reads_areInTheJournal_exportsBeforeTheirFirstByte() throws Exception {
        String correlation = "journal-test";
        bed.send(bed.request(receipts("limit", "7", "filter", "company eq 'C1'"), bed.one())
                .header("X-Correlation-Id", correlation));
        HttpRequest export = bed.request(receipts("format", "csv"), bed.all())
                .header("X-Correlation-Id", correlation + "-csv")
                .build();
        try (InputStream body =
                bed.client().send(export, BodyHandlers.ofInputStream()).body()) {
            assertThat(body.read()).isPositive();
            assertThat(journal(correlation + "-csv")).startsWith("export_started finance.receipt reader_all");
            body.readAllBytes();
        }
        Waiting.until(
                "the journal is written",
                () -> !journal(correlation).isEmpty()
                        && journal(correlation + "-csv").size() >= 2);
        assertThat(journal(correlation)).containsExactly("read finance.receipt reader_one");
        assertThat(journal(correlation + "-csv"))
                .containsExactly(
                        "export_started finance.receipt reader_all", "export_ended finance.receipt reader_all");
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select returned_rows || request from hub.data_access where correlation = '"
                                        + correlation + "'")
                        .get(0))
                .startsWith("7limit=7&filter=company");
        assertThat(bed.hub().list("postgres", "select problem from hub.first_bad_access()"))
                .isEmpty();
    }

    private static List<String> journal(String correlation) throws Exception {
        return bed.hub()
                .list(
                        "postgres",
                        "select action || ' ' || dataset || ' ' || principal from hub.data_access where correlation = '"
                                + correlation + "' order by entry");
    }

    @Test
    void accessLog_isALineOfJsonARequest_withoutQueryAndCredential() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("yecai.access");
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            bed.send(bed.request(receipts("filter", "customer eq 'secret customer'"), bed.one())
                    .header("X-Correlation-Id", "access-log-test"));
            Waiting.until(
                    "the access log has the line",
                    () -> lineOf("access-log-test", lines).isPresent());
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
        String text = lineOf("access-log-test", lines).orElseThrow();
        JsonNode line = ApiBed.parse(text);
        assertThat(line.get("correlationId").asText()).isEqualTo("access-log-test");
        assertThat(line.get("principal").asText()).isEqualTo("reader_one");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("path").asText()).isEqualTo("/api/v1/datasets/finance.receipt");
        assertThat(text).doesNotContain("secret customer", bed.one());
    }

    /** Requests of before may be logged meanwhile. */
    private static Optional<String> lineOf(String correlation, ListAppender<ILoggingEvent> lines) {
        return Arrays.stream(lines.list.toArray(ILoggingEvent[]::new))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(correlation))
                .findFirst();
    }

    @Test
    void workbook_holdsTheRows() throws Exception {
        HttpRequest request = bed.request(
                        receipts(
                                "format",
                                "xlsx",
                                "select",
                                "entity_key,customer,amount,posting_date,applied_at",
                                "filter",
                                "amount le 1250"),
                        bed.all())
                .build();
        Path file = Files.createTempFile("yecai", ".xlsx");
        StringBuilder sheet = new StringBuilder();
        try {
            bed.client().send(request, BodyHandlers.ofFile(file));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                sheet.append(new String(
                        zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        assertThat(sheet.toString().split("<row ", -1)).hasSize(1_002);
        assertThat(sheet).contains("=1+1").doesNotContain("<f>").contains("<v>1.25</v>");
    }

    @Test
    void healthAndMetrics_areOnAPortOfTheirOwn() throws Exception {
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            HttpResponse<String> answer =
                    bed.send(HttpRequest.newBuilder(URI.create(bed.server().adminUrl() + path)));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(bed.get(path, bed.all()).statusCode()).isEqualTo(404);
        }
        bed.get(receipts("limit", "1"), bed.one());
        String metrics = bed.send(HttpRequest.newBuilder(URI.create(bed.server().adminUrl() + "/metrics")))
                .body();
        Path monitoring = Path.of("../../ops/monitoring");
        assertThat(Pattern.compile("yecai_api_[a-z_]+")
                        .matcher(Files.readString(monitoring.resolve("alerts.yml"))
                                + Files.readString(monitoring.resolve("dashboard.json")))
                        .results()
                        .map(MatchResult::group))
                .as("what alerts and dashboard are made of")
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
        assertThat(metrics)
                .contains(
                        "yecai_api_requests_seconds_count{route=\"/api/v1/datasets/{dataset}\",status=\"200\"}",
                        "# HELP yecai_api_exports_running Exports",
                        "hikaricp_connections");
    }

    @Test
    void shutdown_waitsForARunningAnswer_andRecordsIt() throws Exception {
        ApiBed own = bed.with(ApiSettings.local(), 3);
        // more than is under way at once, and no more than a slow machine reads in the time that a shutdown gives
        HttpRequest export = own.request(receipts("format", "ndjson", "filter", "amount le 25000"), own.all())
                .build();
        try (InputStream body =
                own.client().send(export, BodyHandlers.ofInputStream()).body()) {
            assertThat(body.read()).isPositive();
            Thread closing = new Thread(own::close);
            closing.start();
            long lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
            assertThat(lines).isGreaterThanOrEqualTo(20_000);
            closing.join(Waiting.PATIENCE.toMillis());
            assertThat(closing.isAlive()).isFalse();
        }
    }
}
