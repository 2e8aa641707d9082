package yecai.hub.dataset.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Format;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText;
import yecai.hub.session.SampleRelation;

final class ReadQueryTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());
    private static final Dataset LOOSE = Dataset.of(SampleRelation.withoutKey());

    private static ReadRequest request(Dataset dataset, Format format, String... parameters) {
        Map<String, String> given = new java.util.HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return Parameters.read(dataset, given, format);
    }

    private static String cells(String... parameters) {
        return SampleRelation.sql(new ReadQuery(request(RECEIPT, Format.CSV, parameters)).cells(RowShape.CELLS));
    }

    @Test
    void exportsWithoutAnOrder_areNotSorted() {
        assertThat(cells("select", "company,amount"))
                .isEqualTo("select v.\"company\", v.\"amount\" from \"finance\".\"receipt\" as v");
    }

    @Test
    void anOrder_isCompletedByTheKey() {
        assertThat(cells("select", "company", "order", "amount desc,entity_key"))
                .endsWith(" order by v.\"amount\" desc nulls last, v.\"entity_key\", v.\"source\"");
    }

    @Test
    void aPage_asksForOneRowMore() {
        QueryText query = new ReadQuery(request(RECEIPT, Format.JSON, "select", "company", "limit", "10"))
                .json(RowShape.JSON, true);
        assertThat(SampleRelation.sql(query)).contains(" limit ?::bigint").doesNotContain("offset");
        assertThat(SampleRelation.values(query)).containsExactly("11");
    }

    @Test
    void oneRow_needsNeitherOrderNorLimit() {
        QueryText query = new ReadQuery(request(
                        RECEIPT, Format.JSON, "select", "company", "filter", "source eq 'a' and entity_key eq '1'"))
                .json(RowShape.JSON, false);
        assertThat(SampleRelation.sql(query))
                .isEqualTo("select row_to_json(r)::text from (select v.\"company\" as \"company\""
                        + " from \"finance\".\"receipt\" as v"
                        + " where ((\"source\" = ?::text) and (\"entity_key\" = ?::text))) as r");
    }

    @Test
    void groups_haveTheFilterInside_andColumnsByTheirPlace() {
        assertThat(cells("group", "company", "aggregate", "sum(amount) as total,count()", "filter", "amount gt 0"))
                .isEqualTo("select c1, c2, c3 from (select v.\"company\" as c1, sum(v.\"amount\") as c2, count(*) as c3"
                        + " from \"finance\".\"receipt\" as v where (\"amount\" > ?::numeric)"
                        + " group by v.\"company\") as g");
    }

    @Test
    void labelsOfCallers_areValues() {
        QueryText query = new ReadQuery(request(RECEIPT, Format.JSON, "aggregate", "sum(amount) as total"))
                .json(RowShape.JSON, true);
        assertThat(SampleRelation.sql(query)).doesNotContain("total");
        assertThat(SampleRelation.values(query)).contains("total");
    }

    @Test
    void textsForSpreadsheets_areGuarded_andNumbersAreNot() {
        String sql = SampleRelation.sql(new ReadQuery(request(RECEIPT, Format.CSV_EXCEL, "select", "company,amount"))
                .cells(RowShape.CELLS_SAFE));
        assertThat(sql).startsWith("select regexp_replace(v.\"company\", '(^|").contains(", 'g'), v.\"amount\"");
    }

    @Test
    void exactNumbers_areTexts() {
        String sql = SampleRelation.sql(new ReadQuery(request(RECEIPT, Format.JSON, "select", "amount,rate,details"))
                .json(RowShape.ODATA_EXACT, true));
        assertThat(sql)
                .contains(
                        "then r.\"amount\" end::text as", "else to_json(r.\"rate\") end as", "r.\"details\"::text as");
    }

    @Test
    void aCursor_belongsToItsQuery() {
        ReadRequest first = request(RECEIPT, Format.JSON, "order", "company");
        String cursor = new Cursor(
                        first.fingerprint(),
                        first.totalOrder().stream()
                                .map(sort -> java.util.Optional.of("x"))
                                .toList(),
                        0,
                        "")
                .encode();
        assertThat(SampleRelation.sql(
                        new ReadQuery(request(RECEIPT, Format.JSON, "order", "company", "cursor", cursor, "limit", "5"))
                                .json(RowShape.JSON, true)))
                .contains(" where (v.\"company\" > ?::text or ");
        ReadQuery other = new ReadQuery(request(RECEIPT, Format.JSON, "order", "company desc", "cursor", cursor));
        assertThatThrownBy(() -> other.json(RowShape.JSON, true)).isInstanceOf(ProblemException.class);
    }

    @Test
    void withoutAKey_rowsThatAreEqualAreSkippedByNumber() {
        ReadRequest first = request(LOOSE, Format.JSON);
        assertThat(first.isOrderUnique()).isFalse();
        assertThat(first.totalOrder()).extracting(sort -> sort.output().label()).containsExactly("company", "amount");
        String cursor = new Cursor(
                        first.fingerprint(),
                        first.totalOrder().stream()
                                .map(sort -> java.util.Optional.of("1"))
                                .toList(),
                        4,
                        "")
                .encode();
        QueryText query = new ReadQuery(request(LOOSE, Format.JSON, "cursor", cursor)).json(RowShape.JSON, true);
        assertThat(SampleRelation.sql(query)).contains("and true", " offset ?::bigint");
        assertThat(SampleRelation.values(query)).contains("4");
    }

    @Test
    void count_hasTheFilterAndNoPage() {
        QueryText query =
                new ReadQuery(request(RECEIPT, Format.JSON, "filter", "company eq 'A'", "limit", "1")).count();
        assertThat(SampleRelation.sql(query))
                .isEqualTo("select count(*) from \"finance\".\"receipt\" as v where (\"company\" = ?::text)");
    }
}
