package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values at the edges of what formats hold, and sums that would be of no currency. */
final class FormatsIT {
    private static final String ODD = "source eq 'odd'";
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
        bed.change("""
            insert into canon.receipt (source, entity_key, company, customer, amount, transaction_currency, posting_date,
                source_committed_at)
            select 'odd', k, 'C1', c, a, cur, d, t
            from (values
                ('01', 'plain', 1.5, 'CNY', date '2026-01-01', timestamptz '2026-01-01'),
                ('02', 'nan', 0, 'CNY', null, 'infinity'),
                ('03', 'bc', 12345678901234567.89, 'EUR', '0044-03-15 BC', '0044-03-15 BC'),
                ('04', 'year 10000', 2, 'EUR', '10000-01-01', '294276-12-31'),
                ('05', 'early', 3, 'EUR', '1899-12-01', '1900-02-28'),
                ('06', E'control \\u0001 and \\u000b', 4, 'EUR', null, '-infinity'),
                ('07', repeat('x', 40000), 5, 'EUR', '2026-01-01', '2026-01-01'),
                ('08', E'\\u200b=1', 6, 'EUR', '2026-01-01', '2026-01-01'),
                ('09', E'\\ufeff=1', 6, 'EUR', '2026-01-01', '2026-01-01'),
                ('10', ' =1', 6, 'EUR', '2026-01-01', '2026-01-01'),
                ('11', 'a;=1', 6, 'EUR', '2026-01-01', '2026-01-01'),
                ('12', E'a\\t@x', 6, 'EUR', '2026-01-01', '2026-01-01'),
                ('13', 'a-b; c = d', 6, 'EUR', '2026-01-01', '2026-01-01')
            ) as v (k, c, a, cur, d, t)
            """);
        // no new row may hold such a number or date, but one of before the constraints may
        bed.hub().run("postgres", """
            do $$
            declare
                numbers text := (select pg_get_constraintdef(oid) from pg_constraint
                    where conrelid = 'canon.receipt'::regclass and conname = 'numbers_are_finite');
                dates text := (select pg_get_constraintdef(oid) from pg_constraint
                    where conrelid = 'canon.receipt'::regclass and conname = 'dates_are_finite');
            begin
                alter table canon.receipt drop constraint numbers_are_finite, drop constraint dates_are_finite;
                update canon.receipt set amount = 'NaN', posting_date = 'infinity' where source = 'odd' and entity_key = '02';
                update canon.receipt set posting_date = '-infinity' where source = 'odd' and entity_key = '06';
                execute 'alter table canon.receipt add constraint numbers_are_finite ' || numbers
                    || ', add constraint dates_are_finite ' || dates;
            end $$
            """);
        bed.change();
    }

    @AfterAll
    static void remove() throws SQLException {
        bed.change("delete from canon.receipt where source = 'odd'");
    }

    @Test
    void everyFormat_writesOddValues() throws Exception {
        String query = receipts(
                "filter", ODD, "order", "entity_key", "select", "entity_key,amount,posting_date,source_committed_at");
        JsonNode json = bed.json(query, bed.all()).get("rows");
        assertThat(json).hasSize(13);
        assertThat(json.get(1).get("amount").asText()).isEqualTo("NaN");
        assertThat(json.get(1).get("posting_date").asText()).isEqualTo("infinity");
        for (String line : bed.get(query + "&format=ndjson", bed.all()).body().split("\n")) {
            ApiBed.parse(line);
        }
        assertThat(bed.get(query + "&format=csv", bed.all()).body())
                .contains("02,NaN,infinity,infinity")
                .contains("0044-03-15 BC", "10000-01-01");
    }

    @Test
    void odata_hasNull_whereItsTypesHaveNoSuchValue() throws Exception {
        for (String accept : new String[] {"application/json", "application/json;IEEE754Compatible=true"}) {
            HttpResponse<String> answer = bed.send(bed.request(
                            "/odata/v4/finance_receipt?$select=entity_key,amount,posting_date,source_committed_at&$orderby=entity_key&$filter="
                                    + URLEncoder.encode(ODD, UTF_8),
                            bed.all())
                    .header("Accept", accept));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode rows = ApiBed.parse(answer.body()).get("value");
            assertThat(rows).hasSize(13);
            assertThat(rows.get(0).get("amount").asDouble()).isEqualTo(1.5);
            assertThat(rows.get(1).get("amount").isNull()).isTrue();
            for (int odd : new int[] {1, 2, 3, 5}) {
                assertThat(rows.get(odd).get("posting_date").isNull())
                        .as(rows.get(odd).toString())
                        .isTrue();
                assertThat(rows.get(odd).get("source_committed_at").isNull()).isTrue();
            }
            assertThat(rows.get(4).get("posting_date").asText()).isEqualTo("1899-12-01");
        }
    }

    @Test
    void pages_goOnAfterOddValues() throws Exception {
        for (String order : new String[] {"amount", "posting_date desc", "source_committed_at"}) {
            Set<String> keys = new HashSet<>();
            String cursor = null;
            do {
                String path = receipts("filter", ODD, "order", order, "select", "entity_key", "limit", "2");
                JsonNode page = bed.json(cursor == null ? path : path + "&cursor=" + cursor, bed.all());
                page.get("rows").forEach(row -> keys.add(row.get("entity_key").asText()));
                cursor = page.get("next").textValue();
            } while (cursor != null);
            assertThat(keys).as(order).hasSize(13);
        }
    }

    @Test
    void workbook_saysWhatItChanged() throws Exception {
        HttpResponse<byte[]> answer = bed.client()
                .send(
                        bed.request(
                                        receipts(
                                                "format",
                                                "xlsx",
                                                "filter",
                                                ODD,
                                                "order",
                                                "entity_key",
                                                "select",
                                                "entity_key,customer,amount,posting_date"),
                                        bed.all())
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Yecai-Altered-Cells")).contains("9");
        String data = part(answer.body(), "xl/worksheets/sheet1.xml");
        assertThat(data)
                .contains("12345678901234567.89", ">NaN<", "0044-03-15 BC", "1899-12-01", ">infinity<", "x…<")
                .contains("control \uFFFD and \uFFFD")
                .contains("<v>1.5</v>")
                .doesNotContain("<f>", "<v>12345678901234567.89</v>");
        String notes = part(answer.body(), "xl/worksheets/sheet2.xml");
        assertThat(notes).contains("15", "posting_date", "customer", "amount");
        assertThat(part(answer.body(), "xl/workbook.xml")).contains("About");
    }

    @Test
    void workbook_isReadyForItsReader_andSaysWhatItIs() throws Exception {
        String query = receipts(
                "format",
                "xlsx",
                "filter",
                ODD + " and amount lt 100",
                "order",
                "entity_key",
                "select",
                "entity_key,amount,transaction_currency",
                "limit",
                "3");
        byte[] chinese = bed.client()
                .send(
                        bed.request(query, bed.all())
                                .header("Accept-Language", "zh-CN,zh;q=0.9")
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        String data = part(chinese, "xl/worksheets/sheet1.xml");
        assertThat(data)
                .contains("<pane ", "topLeftCell=\"A2\"", "state=\"frozen", "<autoFilter ref=\"A1:C4\"")
                .contains("该行在数据源内的稳定键", "单据货币")
                .doesNotContain(">amount<");
        assertThat(part(chinese, "xl/workbook.xml")).contains("数据", "说明");
        assertThat(part(chinese, "xl/styles.xml")).contains("#,##0.00", "<b/>");
        assertThat(part(chinese, "xl/worksheets/sheet2.xml"))
                .contains("数据截至", "t: ", "可见范围", "all companies", "filter = " + ODD.replace("'", "&apos;"))
                .contains("limit = 3", "行数已达所要求的上限", "entity_key", "transaction_currency");

        byte[] names = bed.client()
                .send(bed.request(query, bed.all()).build(), BodyHandlers.ofByteArray())
                .body();
        assertThat(part(names, "xl/worksheets/sheet1.xml")).contains(">amount<", ">transaction_currency<");
    }

    @Test
    void workbook_showsTheDecimalsOfEachCurrency_andHidesNone() throws Exception {
        bed.change("""
            insert into canon.receipt (source, entity_key, company, amount, transaction_currency)
            values ('yen', '1', 'C1', 12345, 'JPY'), ('yen', '2', 'C1', 1.5, 'KWD'), ('yen', '3', 'C1', 2, 'CNY'),
                ('yen', '4', 'C1', 0.12345, 'CNY'), ('yen', '5', 'C1', 7, null)
            """);
        try {
            byte[] workbook = bed.client()
                    .send(
                            bed.request(
                                            receipts(
                                                    "format",
                                                    "xlsx",
                                                    "filter",
                                                    "source eq 'yen'",
                                                    "order",
                                                    "entity_key",
                                                    "select",
                                                    "amount,transaction_currency"),
                                            bed.all())
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
            String styles = part(workbook, "xl/styles.xml");
            assertThat(Pattern.compile("formatCode=\"([^\"]*)\"")
                            .matcher(styles)
                            .results()
                            .map(found -> found.group(1)))
                    .contains("#,##0", "#,##0.000", "#,##0.00", "#,##0.00000");
            assertThat(part(workbook, "xl/worksheets/sheet1.xml")).contains("<v>0.12345</v>", "<v>12345</v>");
        } finally {
            bed.change("delete from canon.receipt where source = 'yen'");
        }
    }

    @Test
    void csv_isWrittenAsTheReaderHasIt() throws Exception {
        String rows = receipts(
                "filter",
                "source eq 'odd' and entity_key in ('01', '13')",
                "order",
                "entity_key",
                "select",
                "entity_key,customer,amount,posting_date");
        assertThat(bed.get(rows + "&format=csv&separator=semicolon&decimal=comma&bom=true", bed.all())
                        .body())
                .isEqualTo("\uFEFFentity_key;customer;amount;posting_date\n01;plain;1,5;2026-01-01\n"
                        + "13;\"a-b; c = d\";6;2026-01-01\n");
        assertThat(bed.get(rows + "&format=csv&decimal=comma", bed.all()).body())
                .isEqualTo("entity_key,customer,amount,posting_date\n01,plain,\"1,5\",2026-01-01\n"
                        + "13,a-b; c = d,6,2026-01-01\n");
        assertThat(bed.get(rows + "&format=csv-excel&separator=tab&bom=false", bed.all())
                        .body())
                .startsWith("entity_key\tcustomer\tamount\tposting_date\n01\tplain\t1.5\t2026-01-01\n");
        for (String wrong : new String[] {
            "format=csv&separator=%7C", "format=csv&decimal=.", "format=csv&bom=yes", "format=json&separator=tab"
        }) {
            HttpResponse<String> answer = bed.get(rows + "&" + wrong, bed.all());
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).contains("parameter-not-valid");
        }
    }

    private static String part(byte[] workbook, String name) throws IOException {
        Path file = Files.createTempFile("yecai", ".xlsx");
        try {
            Files.write(file, workbook);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                String text = new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), UTF_8);
                return Pattern.compile("&#x([0-9a-fA-F]+);")
                        .matcher(text)
                        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void csvForSpreadsheets_guardsFormulasThatHide() throws Exception {
        String csv = bed.get(
                        receipts(
                                "format",
                                "csv-excel",
                                "filter",
                                ODD,
                                "select",
                                "entity_key,customer",
                                "order",
                                "entity_key"),
                        bed.all())
                .body();
        assertThat(csv)
                .contains("08,'\u200b=1\n", "09,'\ufeff=1\n", "10,' =1\n", "11,a;'=1\n", "12,a\t'@x\n")
                .contains("13,a-b; c = d\n", "01,plain\n");
    }

    @Test
    void sums_areSplitByCurrency_inRestAndApply() throws Exception {
        JsonNode rest = bed.json(
                        receipts("filter", ODD + " and amount lt 100", "aggregate", "sum(amount) as total"), bed.all())
                .get("rows");
        assertThat(rest).as(rest.toString()).hasSize(2);
        assertThat(rest.findValuesAsText("transaction_currency")).containsExactlyInAnyOrder("CNY", "EUR");
        JsonNode apply = bed.json(
                        "/odata/v4/finance_receipt?$apply="
                                + URLEncoder.encode(
                                        "filter(" + ODD
                                                + " and amount lt 100)/groupby((company),aggregate(amount with average as mean))",
                                        UTF_8),
                        bed.all())
                .get("value");
        assertThat(apply).as(apply.toString()).hasSize(2);
        assertThat(bed.json(receipts("filter", ODD, "aggregate", "count() as n,max(amount)"), bed.all())
                        .get("rows"))
                .hasSize(1);
    }

    /** The dictionary says of which columns that they are money; the metadata names the currency of each. */
    @Test
    void everyAmount_hasItsCurrencyInTheMetadata() throws Exception {
        JsonNode metadata = ApiBed.parse(
                bed.get("/odata/v4/$metadata?$format=json", bed.all()).body());
        int amounts = 0;
        for (JsonNode dataset : bed.json("/api/v1/datasets", bed.all()).get("datasets")) {
            String set = dataset.get("odata").asText().replaceAll(".*/", "");
            for (JsonNode column : dataset.get("columns")) {
                String described = column.get("description").asText();
                if (column.get("type").asText().equals("decimal")
                        && described.matches(".* in (transaction|functional|reporting|the group's) currency.*")) {
                    JsonNode annotation = metadata.get("yecai")
                            .get(set)
                            .get(column.get("name").asText())
                            .path("@Org.OData.Measures.V1.ISOCurrency");
                    assertThat(annotation.path("$Path").asText())
                            .as(set + "." + column.get("name").asText() + ": " + described)
                            .endsWith(described.contains("the group's") ? "reporting_currency" : "currency");
                    amounts++;
                }
            }
        }
        assertThat(amounts).isGreaterThan(20);
        assertThat(bed.get("/odata/v4/$metadata", bed.all()).body())
                .contains("Term=\"Org.OData.Measures.V1.ISOCurrency\" Path=\"transaction_currency\"");
    }
}
