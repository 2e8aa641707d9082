package yecai.hub.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.api.ApiBed;

/** The rules of OData's intermediate conformance, in the order of hub/ODATA.md, which names the method of each. */
final class OdataConformanceIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void page_namesATestOfThisClassForEachRule() throws Exception {
        List<String> methods = Arrays.stream(OdataConformanceIT.class.getDeclaredMethods())
                .map(java.lang.reflect.Method::getName)
                .toList();
        for (String page : new String[] {"../ODATA.md"}) {
            assertThat(Files.readString(Path.of(page))
                            .lines()
                            .filter(line -> line.matches("\\| \\d+ \\|.*"))
                            .map(line -> line.replaceAll(".*`(\\w+)` \\|$", "$1")))
                    .hasSizeGreaterThan(14)
                    .allMatch(methods::contains);
        }
    }

    @Test
    void serviceDocument_metadata_andVersion() throws Exception {
        HttpResponse<String> service = bed.get(OdataRoutes.ROOT, bed.all());
        assertThat(service.headers().firstValue("OData-Version")).contains("4.0");
        assertThat(ApiBed.parse(service.body()).get("value").findValuesAsText("name"))
                .contains("finance_receipt");
        assertThat(bed.get(OdataRoutes.ROOT + "/$metadata", bed.all()).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/xml"));
        assertThat(bed.get(OdataRoutes.ROOT + "/$metadata?$format=json", bed.all())
                        .headers()
                        .firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(bed.send(bed.request(OdataRoutes.ROOT, bed.all()).header("OData-MaxVersion", "3.0"))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "$expand | x",
                "$search | x",
                "$compute | amount mul 2 as twice",
                "$levels | 2",
                "$filter | concat(company,'x') eq 'C1x'",
                "$filter | now() gt 2026-01-01T00:00:00Z",
                "$filter | length(trim(company)) eq 2",
                "$filter | amount mul amount gt 4",
                "$filter | cast(amount,Edm.String) eq 'x'",
                "$apply | topcount(2,amount)",
                "$apply | compute(amount mul 2 as twice)"
            })
    void whatIsNotSupported_is501_inOdatasForm(String option, String value) throws Exception {
        HttpResponse<String> answer = get("/finance_receipt", option, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(501);
        assertThat(ApiBed.parse(answer.body()).get("error").get("code").textValue())
                .isEqualTo("not-implemented");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"$filter | company eq", "$filter | nothing eq 'x'", "$top | many", "$orderby | company sideways"})
    void whatIsWrong_is400_inOdatasForm(String option, String value) throws Exception {
        HttpResponse<String> answer = get("/finance_receipt", option, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(ApiBed.parse(answer.body()).get("error").has("message")).isTrue();
    }

    @Test
    void select_topAndSkip() throws Exception {
        String page = get(
                        "/finance_receipt",
                        "$select",
                        "entity_key,amount",
                        "$orderby",
                        "entity_key",
                        "$top",
                        "2",
                        "$skip",
                        "3")
                .body();
        // as it is written: a parser would drop the decimals that are 0
        assertThat(page)
                .contains("\"value\":[{\"entity_key\":\"0000004\",\"amount\":5.00},"
                        + "{\"entity_key\":\"0000005\",\"amount\":6.25}]");
        assertThat(ApiBed.parse(page).get("@odata.context").textValue())
                .endsWith("#finance_receipt(entity_key,amount)");
    }

    @Test
    void properties_andTheirValues() throws Exception {
        String entity = "/finance_receipt(source='t',entity_key='0000004')";
        JsonNode amount = json(entity + "/amount");
        assertThat(amount.get("value").decimalValue()).isEqualByComparingTo("5");
        assertThat(amount.get("@odata.context").textValue())
                .endsWith("#finance_receipt(source='t',entity_key='0000004')/amount");
        HttpResponse<String> value = bed.get(OdataRoutes.ROOT + entity + "/amount/$value", bed.all());
        assertThat(value.body()).isEqualTo("5.00");
        assertThat(value.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(bed.get(OdataRoutes.ROOT + entity + "/document_no/$value", bed.all())
                        .body())
                .isEqualTo("R4");

        String without = "/finance_receipt(source='t',entity_key='0000010')/customer";
        assertThat(bed.get(OdataRoutes.ROOT + without, bed.all()).statusCode()).isEqualTo(204);
        assertThat(bed.get(OdataRoutes.ROOT + without + "/$value", bed.all()).statusCode())
                .isEqualTo(204);
        assertThat(bed.get(OdataRoutes.ROOT + "/finance_receipt(source='t',entity_key='none')/amount", bed.all())
                        .statusCode())
                .isEqualTo(404);
        assertThat(bed.get(OdataRoutes.ROOT + entity + "/nothing", bed.all()).statusCode())
                .isEqualTo(400);
        assertThat(bed.get(OdataRoutes.ROOT + "/finance_receipt/amount", bed.all())
                        .statusCode())
                .isEqualTo(501);
        // rows of others are not there, by whatever path
        assertThat(bed.get(OdataRoutes.ROOT + entity + "/amount", bed.one()).statusCode())
                .isEqualTo(bed.get(OdataRoutes.ROOT + entity, bed.one()).statusCode());
    }

    /** Each with the same condition in SQL, over the rows that the test's hub has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amount eq 5 | amount = 5",
                "amount ne 5 and amount lt 10 | amount <> 5 and amount < 10",
                "amount ge 5 and amount le 10 | amount between 5 and 10",
                "(amount gt 5 or amount lt 2) and amount lt 8 | (amount > 5 or amount < 2) and amount < 8",
                "not (amount gt 5) | not amount > 5",
                "company in ('C1','C2') and amount lt 10 | company in ('C1', 'C2') and amount < 10",
                "customer eq null and amount lt 100 | customer is null and amount < 100",
                "amount add 1 gt 124999 | amount + 1 > 124999",
                "amount sub 1.5 lt 2 | amount - 1.5 < 2",
                "amount mul 2 lt 10 | amount * 2 < 10",
                "amount div 2 lt 3 | amount / 2 < 3",
                "amount divby 2 lt 3 | amount / 2 < 3",
                "amount mod 100 eq 0 | amount % 100 = 0",
                "10 gt amount | amount < 10",
                "contains(document_no,'999') | document_no like '%999%'",
                "contains(document_no,'999') eq true | document_no like '%999%'",
                "startswith(document_no,'R9999') | document_no like 'R9999%'",
                "endswith(document_no,'9999') ne false | document_no like '%9999'",
                "startswith(document_no,'R9') eq false and amount lt 20 | document_no not like 'R9%' and amount < 20",
                "length(document_no) eq 2 | length(document_no) = 2",
                "indexof(document_no,'9') eq 1 and amount lt 200 | strpos(document_no, '9') = 2 and amount < 200",
                "substring(document_no,1) eq '77' | document_no = 'R77'",
                "substring(document_no,1,2) eq '77' | substr(document_no, 2, 2) = '77'",
                "tolower(document_no) eq 'r77' | document_no = 'R77'",
                "toupper(document_no) eq 'R77' | document_no = 'R77'",
                "trim(document_no) eq 'R77' | document_no = 'R77'",
                "year(posting_date) eq 2026 and month(posting_date) eq 2 and day(posting_date) eq 3"
                        + " | posting_date = '2026-02-03'",
                "hour(source_committed_at) eq 0 and minute(source_committed_at) eq 0 and second(source_committed_at) eq 0"
                        + " and amount lt 10 | amount < 10",
                "date(source_committed_at) eq 2026-01-01 and amount lt 10 | amount < 10",
                "round(amount) eq 6 | round(amount) = 6",
                "floor(amount) eq 6 | floor(amount) = 6",
                "ceiling(amount) eq 7 | ceil(amount) = 7",
                "posting_date ge 2026-10-01T00:00:00Z | posting_date >= '2026-10-01'",
                "company eq document_no | company = document_no"
            })
    void filter_isSqls(String filter, String sql) throws Exception {
        String count = get("/finance_receipt/$count", "$filter", "source eq 't' and (" + filter + ")")
                .body();
        assertThat(count)
                .isEqualTo(bed.hub()
                        .list(
                                "yecai_capture",
                                "select count(*) from canon.receipt where source = 't' and (" + sql + ")")
                        .get(0));
    }

    @Test
    void aliases_standForValues() throws Exception {
        JsonNode rows = json(
                "/finance_receipt",
                "$filter",
                "document_no eq @number and amount lt @most",
                "@number",
                "'R4'",
                "@most",
                "100",
                "$select",
                "document_no");
        assertThat(rows.get("value").toString()).isEqualTo("[{\"document_no\":\"R4\"}]");
        assertThat(get("/finance_receipt", "$filter", "document_no eq @missing").statusCode())
                .isEqualTo(400);
    }

    @Test
    void count_asOptionAndAsPath() throws Exception {
        assertThat(json("/finance_receipt", "$filter", "amount lt 10", "$count", "true", "$top", "1")
                        .get("@odata.count")
                        .longValue())
                .isEqualTo(7);
        assertThat(get("/finance_receipt/$count", "$filter", "amount lt 10").body())
                .isEqualTo("7");
    }

    @Test
    void orderby_ascAndDesc() throws Exception {
        assertThat(get(
                                "/finance_receipt",
                                "$orderby",
                                "company desc,amount asc",
                                "$top",
                                "1",
                                "$select",
                                "company,amount")
                        .body())
                .contains("\"value\":[{\"company\":\"C3\",\"amount\":2.50}]");
    }

    @Test
    void nextLinks_leadThroughAllPages_withTheirAliases() throws Exception {
        String address = OdataRoutes.ROOT + "/finance_receipt"
                + query("$filter", "amount lt @most", "@most", "10", "$select", "amount");
        int rows = 0;
        int pages = 0;
        while (address != null) {
            HttpResponse<String> answer =
                    bed.send(bed.request(address, bed.all()).header("Prefer", "maxpagesize=3"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = ApiBed.parse(answer.body());
            rows += page.get("value").size();
            pages++;
            String next = page.path("@odata.nextLink").textValue();
            if (next != null) {
                assertThat(next).startsWith(bed.server().url() + "/").contains("@most=10");
            }
            address = next == null ? null : next.substring(bed.server().url().length());
        }
        assertThat(rows).isEqualTo(7);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void apply_filtersGroupsAndAggregates() throws Exception {
        JsonNode groups = json(
                "/finance_receipt",
                "$apply",
                "filter(amount lt @most)/groupby((company),aggregate($count as n))",
                "@most",
                "10",
                "$orderby",
                "company");
        assertThat(groups.get("value").toString())
                .isEqualTo("[{\"company\":\"C1\",\"n\":2},{\"company\":\"C2\",\"n\":3},{\"company\":\"C3\",\"n\":2}]");
    }

    private static String query(String... options) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < options.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(URLEncoder.encode(options[i], UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(options[i + 1], UTF_8));
        }
        return query.toString();
    }

    private static HttpResponse<String> get(String path, String... options) throws Exception {
        return bed.get(OdataRoutes.ROOT + path + query(options), bed.all());
    }

    private static JsonNode json(String path, String... options) throws Exception {
        HttpResponse<String> answer = get(path, options);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiBed.parse(answer.body());
    }
}
