package yecai.hub.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.Visitor;
import yecai.hub.console.finance.FinancePages;

/** Every page of figures, against a hub. */
final class ReportsIT {
    private static final Pattern CELL =
            Pattern.compile("href=\"(/console/receivables/items\\?bucket=[^\"]+)\"><data value=\"([^\"]+)\"");
    private static final Pattern SQL = Pattern.compile("<pre tabindex=\"0\"><code>(.*?)</code></pre>", Pattern.DOTALL);
    private static ConsoleBed bed;
    private static Visitor finance;

    @BeforeAll
    static void start() throws Exception {
        bed = ConsoleBed.shared();
        finance = bed.person("con_group");
    }

    static Stream<String> paths() {
        return FinancePages.listReports().stream().map(report -> switch (report.key()) {
            case "receivable_item" -> report.path() + "?source=t&entity_key=R1";
            case "payable_item", "cost_order" -> report.path() + "?source=t&entity_key=x";
            case "ledger_entries" -> report.path() + "?company=1000&account=1122";
            case "codes" -> report.path() + "?kind=every";
            default -> report.path();
        });
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_isThereInBothLanguages(String path) throws Exception {
        HttpResponse<String> english = finance.get(path);
        assertThat(english.statusCode()).as(english.body()).isEqualTo(200);
        assertThat(english.body()).contains("lang=\"en\"").contains("as of").contains("all companies");
        Visitor chinese = bed.person("con_group").header("Accept-Language", "zh-CN");
        HttpResponse<String> answer = chinese.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("lang=\"zh-CN\"").contains("数据截至").contains("所有公司");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void page_showsNothingOfAnAttackersAsMarkup(String path) throws Exception {
        String page = finance.get(path).body();
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<svg onload");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void statement_isWhatThePageShows(String path) throws Exception {
        Matcher sql = SQL.matcher(finance.get(path).body());
        int statements = 0;
        while (sql.find()) {
            String statement = sql.group(1)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&#39;", "'")
                    .replace("&#34;", "\"")
                    .replace("&amp;", "&");
            bed.hub().list("con_group_l", statement);
            statements++;
        }
        assertThat(statements).isPositive();
    }

    @Test
    void attackersTexts_areShownAsTexts() throws Exception {
        assertThat(finance.get("/console/receivables?by=customer").body()).contains("&lt;script&gt;alert(");
    }

    @Test
    void files_holdNoFormulas() throws Exception {
        HttpResponse<String> csv = finance.get("/console/codes?kind=customer&section=code_list&format=csv");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment");
        assertThat(csv.body()).contains("<script>alert('x')</script>\"\"><svg").doesNotContainPattern("(^|,)[=+@]");
        HttpResponse<String> svg = finance.get("/console/receivables?section=receivable_ageing&format=svg");
        assertThat(svg.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(svg.body()).startsWith("<svg ").doesNotContain("<script");
        assertThat(finance.get("/console/receivables?section=receivable_ageing&format=xlsx")
                        .body())
                .startsWith("PK");
        assertThat(finance.get("/console/receivables?section=nothing&format=csv")
                        .statusCode())
                .isEqualTo(404);
        assertThat(finance.get("/console/receivables?section=receivable_ageing&format=exe")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void eachCellOfTheAgeing_isTheSumOfItsItems() throws Exception {
        for (String choice : List.of("", "&basis=occurrence", "&bucket_set=cas", "&by=customer", "&by=account")) {
            Matcher cell = CELL.matcher(finance.get("/console/receivables?as_of=" + today() + choice)
                    .body());
            int checked = 0;
            while (cell.find()) {
                String items = cell.group(1).replace("&amp;", "&");
                assertThat(openOf(finance.get(items + "&section=receivable_items&format=csv")
                                .body()))
                        .as(items)
                        .isEqualByComparingTo(cell.group(2));
                checked++;
            }
            assertThat(checked).as(choice).isPositive();
        }
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static BigDecimal openOf(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> head = List.of(lines.get(0).replace("\uFEFF", "").split(","));
        Pattern field = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");
        BigDecimal sum = BigDecimal.ZERO;
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = field.matcher(line)
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .toList();
            sum = sum.add(new BigDecimal(fields.get(head.indexOf("open"))));
        }
        return sum;
    }

    @Test
    void wrongChoices_areToldInTheReadersLanguage() throws Exception {
        HttpResponse<String> day = finance.get("/console/receivables?as_of=2026-13-45");
        assertThat(day.statusCode()).isEqualTo(400);
        assertThat(day.body()).contains("which is no day").contains("2026-13-45");
        Visitor chinese = bed.person("con_group").header("Accept-Language", "zh");
        assertThat(chinese.get("/console/receivables?as_of=nonsense").body()).contains("不是有效日期");
        HttpResponse<String> basis = finance.get("/console/receivables?basis=wrong");
        assertThat(basis.body()).contains("it must be due_date or occurrence").contains("role=\"alert\"");
        assertThat(finance.get("/console/receivables?bucket_set=wrong").body()).contains("give one of cas, due");
        assertThat(finance.get("/console/reconciliation?as_of=2999-01-01").body())
                .contains("which is in the future");
        assertThat(finance.get("/console/receivables?company=" + "x".repeat(300))
                        .statusCode())
                .isEqualTo(400);
        assertThat(finance.get("/console/receivables?company=%27%20or%20true%20--")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rulesOfFindings_areChosenByTheirNames() throws Exception {
        String page = finance.get("/console/quality?rule=no_rate").body();
        assertThat(page)
                .contains("<option value=\"\">All</option>")
                .contains("<option value=\"no_rate\" selected>no exchange rate</option>");
        Visitor chinese = bed.person("con_group").header("Accept-Language", "zh");
        assertThat(chinese.get("/console/quality").body())
                .contains("<option value=\"\" selected>全部</option>")
                .contains("<option value=\"no_rate\">缺少汇率</option>");
    }

    @Test
    void readerOfOneCompany_seesThatOne() throws Exception {
        Visitor one = bed.person("con_one");
        String page = one.get("/console/receivables").body();
        assertThat(page).contains("company=1000").doesNotContain("company=2000").contains("1 of 2 companies");
        assertThat(one.get("/console/receivables?company=2000").body())
                .doesNotContain("INV-")
                .contains("nothing to show");
        assertThat(finance.get("/console/receivables").body()).contains("company=2000");
        assertThat(one.get("/console/receivables/item?source=t&entity_key=R1").body())
                .doesNotContain("INV-1<");
    }

    @Test
    void readerOfOtherThings_isToldSo() throws Exception {
        Visitor other = bed.person("con_report");
        HttpResponse<String> answer = other.get("/console/receivables");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Your role may not read");
        assertThat(other.get("/console").body())
                .doesNotContain("/console/receivables")
                .contains("/console/me");
    }

    @Test
    void reads_areInTheJournal() throws Exception {
        finance.get("/console/receivables?customer=JOURNAL-1");
        yecai.sql.Waiting.until(
                "the journal has the read",
                () -> bed.hub()
                        .list(
                                "postgres",
                                "select dataset from hub.data_access where request like '%JOURNAL-1%' and credential like 'console %' and action = 'read' and principal = 'con_group'")
                        .equals(List.of("finance.receivable_buckets_as_of")));
    }
}
