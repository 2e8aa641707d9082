package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API gives, against what the database holds. */
final class DatasetsIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void list_hasWhatThePrincipalMayRead_withTheDictionaryInTheCallersLanguage() throws Exception {
        HttpResponse<String> english = bed.get("/api/v1/datasets", bed.one());
        assertThat(english.statusCode()).as(english.body()).isEqualTo(200);
        List<String> names = ApiBed.parse(english.body()).findValuesAsText("href");
        assertThat(names)
                .contains("/api/v1/datasets/finance.receipt", "/api/v1/datasets/finance.freshness")
                .noneMatch(name -> name.contains("production."));
        assertThat(english.body()).contains("Unified company code").doesNotContain("统一公司代码");

        HttpResponse<String> chinese =
                bed.send(bed.request("/api/v1/datasets", bed.one()).header("Accept-Language", "zh-CN,zh;q=0.9"));
        assertThat(chinese.body()).contains("统一公司代码").doesNotContain("Unified company code");
        assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
    }

    @Test
    void names_areInTheCallersLanguage_whichTheAnswersTagHolds() throws Exception {
        bed.hub().run("yecai_capture", """
                insert into canon.customer (source, entity_key, customer, name, names)
                values ('t', 'language', 'language', 'Pump Co', '{"en": "Pump Co", "zh": "水泵公司"}')
                """);
        String path = "/api/v1/datasets/finance.customer?filter=customer%20eq%20'language'";
        HttpResponse<String> english = bed.get(path, bed.one());
        assertThat(english.body()).contains("\"name\":\"Pump Co\"");
        String tag = english.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> chinese = bed.send(
                bed.request(path, bed.one()).header("Accept-Language", "zh-CN").header("If-None-Match", tag));
        assertThat(chinese.statusCode())
                .as("the English copy is not the Chinese one")
                .isEqualTo(200);
        assertThat(chinese.body()).contains("\"name\":\"水泵公司\"");
        assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
        assertThat(bed.get(path, bed.one()).body()).as("from the cache").contains("\"name\":\"Pump Co\"");
    }

    @Test
    void read_showsTheCallersCompaniesOnly_andSaysSo() throws Exception {
        HttpResponse<String> answer =
                bed.get(receipts("group", "company", "aggregate", "count() as n,sum(amount)"), bed.one());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode rows = ApiBed.parse(answer.body()).get("rows");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("company").asText()).isEqualTo("C1");
        assertThat(rows.get(0).get("n").asLong()).isEqualTo(ApiBed.RECEIPTS / 3);
        assertThat(rows.get(0).get("sum_amount").decimalValue())
                .isEqualByComparingTo(new BigDecimal(bed.hub()
                        .list("yecai_capture", "select sum(amount) from canon.receipt where company = 'C1'")
                        .get(0)));
        assertThat(answer.headers().firstValue("X-Yecai-Scope")).contains("1 of 50 companies");
        assertThat(answer.headers().firstValue("X-Yecai-As-Of").orElse(""))
                .startsWith("t; as-of=2")
                .contains("position=0/16B3740");
        assertThat(ApiBed.parse(answer.body())
                        .get("asOf")
                        .get(0)
                        .get("position")
                        .asText())
                .isEqualTo("0/16B3740");
    }

    @Test
    void filters_meanWhatSqlMeans() throws Exception {
        String[][] cases = {
            {"company eq 'C2' and amount gt 100000.5", "company = 'C2' and amount > 100000.5"},
            {
                "not (company eq 'C2') or entity_key in ('0000001','0000004')",
                "company <> 'C2' or entity_key in ('0000001', '0000004')"
            },
            {"customer is null", "customer is null"},
            {"customer ne '@x'", "customer is distinct from '@x'"},
            {"customer eq null and posting_date ge 2026-03-01", "customer is null and posting_date >= '2026-03-01'"},
            {"customer like 'O''%'", "customer like 'O''%'"},
            {
                "contains(customer, 'Neil') and posting_date lt '2026-02-01'",
                "customer like '%Neil%' and posting_date < '2026-02-01'"
            },
            {
                "startswith(document_no,'R99') and endswith(document_no,'9')",
                "document_no like 'R99%9' and length(document_no) > 3 or document_no = 'R99'"
            },
            {
                "year(posting_date) eq 2026 and month(posting_date) eq 2",
                "posting_date >= '2026-02-01' and posting_date < '2026-03-01'"
            },
            {"tolower(document_no) eq 'r17'", "document_no = 'R17'"},
            {"customer eq '客户' and amount le 1000", "customer = '客户' and amount <= 1000"},
            {"source_committed_at eq 2026-01-01T00:00:00Z and amount eq 1.25", "amount = 1.25"},
        };
        for (String[] one : cases) {
            JsonNode answer = bed.json(receipts("filter", one[0], "count", "true", "limit", "1"), bed.all());
            assertThat(answer.path("count").asText("none"))
                    .as(one[0] + " " + answer)
                    .isEqualTo(bed.hub()
                            .list("yecai_capture", "select count(*) from canon.receipt where " + one[1])
                            .get(0));
        }
    }

    @Test
    void pages_coverEachRowOnce_inTheOrderAskedFor_nullsIncluded() throws Exception {
        List<String> keys = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            List<String> parameters = new ArrayList<>(List.of(
                    "select",
                    "entity_key",
                    "order",
                    "customer desc,posting_date",
                    "limit",
                    "700",
                    "filter",
                    "amount le 5000"));
            if (cursor != null) {
                parameters.addAll(List.of("cursor", cursor));
            }
            JsonNode page = bed.json(receipts(parameters.toArray(String[]::new)), bed.all());
            assertThat(page.has("rows")).as(page.toString()).isTrue();
            page.get("rows").forEach(row -> keys.add(row.get("entity_key").asText()));
            cursor = page.get("next").isNull() ? null : page.get("next").asText();
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(6);
        assertThat(keys)
                .isEqualTo(bed.hub()
                        .list(
                                "yecai_capture",
                                "select entity_key from canon.receipt where amount <= 5000"
                                        + " order by customer desc nulls last, posting_date, source, entity_key"));
    }

    @Test
    void pages_ofAViewWithoutAKey_coverEachRowOnce_evenRowsThatAreEqual() throws Exception {
        bed.hub().run("postgres", "select hub.add_principal('reader_stock', 'service', '{production_reader}')");
        bed.hub().run("postgres", "select hub.grant_scope('reader_stock', 'company', 'C1', null, 'test')");
        bed.change("""
            insert into canon.production_order (source, entity_key, company, material, planned_quantity, applied_at)
            select 't', n::text, 'C1', 'M' || n % 4, null, timestamptz '2026-01-01 00:00:00Z'
            from generate_series(1, 40) as n
            """);
        String token = ApiBed.issue(bed.hub(), "reader_stock", "*");
        List<String> materials = new ArrayList<>();
        String path = "/api/v1/datasets/production.order_progress?select=material&limit=7";
        String cursor = "";
        while (cursor != null) {
            JsonNode page = bed.json(path + cursor, token);
            assertThat(page.has("rows")).as(page.toString()).isTrue();
            page.get("rows").forEach(row -> materials.add(row.get("material").asText()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asText();
        }
        assertThat(materials).hasSize(40);
        assertThat(materials.stream().filter("M1"::equals)).hasSize(10);
    }

    @Test
    void everyDataset_canBeReadAndPaged() throws Exception {
        JsonNode list = bed.json("/api/v1/datasets", bed.all());
        for (JsonNode dataset : list.get("datasets")) {
            HttpResponse<String> answer = bed.get(dataset.get("href").asText() + "?limit=2&count=true", bed.all());
            assertThat(answer.statusCode())
                    .as(dataset.get("name") + answer.body())
                    .isEqualTo(200);
            assertThat(dataset.get("key"))
                    .as("key of " + dataset.get("name") + ": add it to keys.txt")
                    .isNotEmpty();
        }
    }

    @Test
    void textFormats_holdTheSameRows() throws Exception {
        String[] query = {"select", "entity_key,customer,amount", "filter", "amount le 250", "order", "entity_key"};
        String json = receipts(query);
        List<String> lines =
                bed.get(json + "&format=ndjson", bed.all()).body().lines().toList();
        JsonNode rows = bed.json(json, bed.all()).get("rows");
        assertThat(lines).hasSize(200);
        assertThat(rows).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(ApiBed.parse(lines.get(i))).isEqualTo(rows.get(i));
        }
        String csv = bed.send(bed.request(json, bed.all()).header("Accept", "text/csv"))
                .body();
        assertThat(csv.lines().toList())
                .hasSize(201)
                .startsWith("entity_key,customer,amount", "0000001,+2,1.25")
                .contains("0000004,\"O'Neil, \"\"Q\"\"\",5.00", "0000010,,12.50");
    }

    @Test
    void unknownOrMisspelt_isAProblemThatNamesIt() throws Exception {
        String[][] cases = {
            {receipts("fliter", "amount gt 1"), "400", "parameter-not-valid", "fliter"},
            {receipts("filter", "amuont gt 1"), "400", "column-not-found", "amuont"},
            {receipts("filter", "amount gt 'x'"), "400", "value-not-valid", "decimal"},
            {receipts("filter", "amount gt"), "400", "filter-not-understood", "ends too early"},
            {receipts("filter", "amount ! 3"), "400", "filter-not-understood", "character 8"},
            {receipts("select", "nothing"), "400", "column-not-found", "nothing"},
            {receipts("order", "amount sideways"), "400", "parameter-not-valid", "sideways"},
            {receipts("cursor", "abc"), "400", "cursor-not-valid", "cursor"},
            {receipts("format", "pdf"), "406", "format-not-available", "ndjson"},
            {receipts("limit", "0"), "400", "parameter-not-valid", "limit"},
            {"/api/v1/datasets/finance.nothing", "404", "dataset-not-found", "lists"},
            {"/api/v1/datasets/canon.receipt", "404", "dataset-not-found", "lists"},
            {"/api/v2", "404", "path-not-found", "openapi"},
        };
        for (String[] one : cases) {
            HttpResponse<String> answer = bed.get(one[0], bed.all());
            assertThat(answer.statusCode()).as(one[0] + " " + answer.body()).isEqualTo(Integer.parseInt(one[1]));
            JsonNode problem = ApiBed.parse(answer.body());
            assertThat(problem.get("code").asText()).as(one[0]).isEqualTo(one[2]);
            assertThat(problem.get("detail").asText()).as(one[0]).contains(one[3]);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void cursor_ofAnotherQuery_isRefused() throws Exception {
        String next = bed.json(receipts("limit", "5"), bed.all()).get("next").asText();
        HttpResponse<String> answer = bed.get(receipts("limit", "5", "order", "amount", "cursor", next), bed.all());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("cursor-not-valid");
    }

    @Test
    void groups_arePagedAndSortedByAggregates() throws Exception {
        Set<String> days = new HashSet<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = bed.json(
                    receipts(
                                    "group",
                                    "posting_date,company",
                                    "aggregate",
                                    "max(amount) as most",
                                    "order",
                                    "most desc",
                                    "limit",
                                    "250")
                            + cursor,
                    bed.all());
            assertThat(page.has("rows")).as(page.toString()).isTrue();
            page.get("rows").forEach(row -> days.add(row.get("posting_date") + "" + row.get("company")));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asText();
        }
        assertThat(days)
                .hasSize(Integer.parseInt(bed.hub()
                        .list("yecai_capture", "select count(distinct (posting_date, company)) from canon.receipt")
                        .get(0)));
    }
}
