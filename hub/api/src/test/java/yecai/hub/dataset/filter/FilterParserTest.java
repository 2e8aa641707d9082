package yecai.hub.dataset.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.dataset.Dataset;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText;
import yecai.hub.session.SampleRelation;

/** What filters mean, shown by the SQL that is written for them. */
final class FilterParserTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());

    private static QueryText query(String filter) {
        QueryText query = new QueryText();
        ConditionSql.write(query, FilterParser.parse(RECEIPT, filter));
        return query;
    }

    private static String sql(String filter) {
        return SampleRelation.sql(query(filter)).replaceAll("\\?::[a-z ]+(?=[),]|$| )", "?");
    }

    private static List<String> values(String filter) {
        return SampleRelation.values(query(filter));
    }

    @Test
    void and_bindsMoreThanOr() {
        assertThat(sql("company eq 'A' or company eq 'B' and amount gt 1"))
                .isEqualTo("((\"company\" = ?) or ((\"company\" = ?) and (\"amount\" > ?)))");
        assertThat(sql("amount gt 1 and company eq 'A' or company eq 'B'"))
                .isEqualTo("(((\"amount\" > ?) and (\"company\" = ?)) or (\"company\" = ?))");
    }

    @Test
    void parentheses_changeTheOrder_andMayNest() {
        assertThat(sql("(company eq 'A' or company eq 'B') and amount gt 1"))
                .isEqualTo("(((\"company\" = ?) or (\"company\" = ?)) and (\"amount\" > ?))");
        assertThat(sql("((((amount gt 1))))")).isEqualTo("(\"amount\" > ?)");
    }

    @Test
    void not_bindsMoreThanAnd_andMayRepeat() {
        assertThat(sql("not company eq 'A' and amount gt 1"))
                .isEqualTo("((not (\"company\" = ?)) and (\"amount\" > ?))");
        assertThat(sql("not not (company eq 'A' and amount gt 1)"))
                .isEqualTo("(not (not ((\"company\" = ?) and (\"amount\" > ?))))");
    }

    @Test
    void null_isAskedForByEqAndNeAndIs_andNotOrdered() {
        assertThat(sql("company eq null")).isEqualTo("(\"company\" is null)").isEqualTo(sql("company is null"));
        assertThat(sql("company ne null"))
                .isEqualTo("(not (\"company\" is null))")
                .isEqualTo(sql("company is not null"));
        assertThat(sql("details is null")).isEqualTo("(\"details\" is null)");
        assertThat(problem("amount lt null").code()).isEqualTo(ProblemCode.FILTER_NOT_UNDERSTOOD);
    }

    @Test
    void ne_findsRowsWithoutAValueToo() {
        assertThat(sql("company ne 'A'")).isEqualTo("(\"company\" is distinct from ?)");
    }

    @Test
    void quotes_areDoubledInside_andHoldAnything() {
        assertThat(values("company eq 'O''Neil'")).containsExactly("O'Neil");
        assertThat(values("company eq ''")).containsExactly("");
        assertThat(values("company eq ''''")).containsExactly("'");
        assertThat(values("company eq 'a) or (b' and amount eq 1")).containsExactly("a) or (b", "1");
        assertThat(values("company in ('a,b', 'null', 'and')")).containsExactly("a,b", "null", "and");
        assertThat(sql("company eq 'null'")).isEqualTo("(\"company\" = ?)");
    }

    @Test
    void words_mayBeInCapitals_andColumnsMayNot() {
        assertThat(sql("company EQ 'A' AND amount Gt 1")).isEqualTo(sql("company eq 'A' and amount gt 1"));
        assertThat(problem("COMPANY eq 'A'").code()).isEqualTo(ProblemCode.COLUMN_NOT_FOUND);
    }

    @Test
    void functions_takeColumnsOfTheirTypes() {
        assertThat(sql("tolower(company) eq 'a'")).isEqualTo("(lower(\"company\") = ?)");
        assertThat(sql("year(due_date) eq 2026 and length(company) gt 3"))
                .isEqualTo("((extract(year from \"due_date\") = ?) and (length(\"company\") > ?))");
        assertThat(sql("startswith(company, 'A')")).isEqualTo("(starts_with(\"company\", ?))");
        assertThat(sql("contains(tolower(company), 'a')")).isEqualTo("(strpos(lower(\"company\"), ?) > 0)");
        assertThat(problem("year(company) eq 2026").getMessage()).contains("column company", "At character 6");
        assertThat(problem("contains(amount, '1')").getMessage()).contains("amount as text");
    }

    @Test
    void like_takesAQuotedText() {
        assertThat(sql("company like 'A%'")).isEqualTo("(\"company\" like ?)");
        assertThat(problem("company like 1").code()).isEqualTo(ProblemCode.FILTER_NOT_UNDERSTOOD);
    }

    @Test
    void values_haveTheirColumnsType() {
        assertThat(values("changed_at ge 2026-01-31")).containsExactly("2026-01-31T00:00:00Z");
        assertThat(values("is_open eq TRUE")).containsExactly("true");
        assertThat(values("line_count eq +7")).containsExactly("7");
        assertThat(problem("due_date eq '31.1.2026'").code()).isEqualTo(ProblemCode.VALUE_NOT_VALID);
        assertThat(problem("amount eq '1; drop table x'").code()).isEqualTo(ProblemCode.VALUE_NOT_VALID);
        assertThat(problem("company eq 1000").getMessage()).contains("a text in single quotes");
    }

    @Test
    void jsonColumns_canOnlyBeAskedForNull() {
        assertThat(problem("details eq '{}'").getMessage()).contains("cannot be compared");
        assertThat(sql("details ne null")).isEqualTo("(not (\"details\" is null))");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "company eq, 11, ends too early",
                "company, 8, ends too early",
                "(company eq 'A', 16, ends where it needs ')'",
                "company eq 'A') , 15, has ')' where it needs and",
                "company equals 'A', 9, has 'equals'",
                "company eq 'A' amount eq 1, 16, has 'amount'",
                "company in (), 13, needs a value",
                "company eq 'A, 12, has '''",
                "company = 'A', 9, has '='",
                "1 eq 1, 6, needs a column",
            })
    void mistakes_areNamedWithTheirPlace(String filter, int place, String what) {
        assertThat(problem(filter).getMessage()).startsWith("At character " + place + " the filter " + what);
    }

    @Test
    void unknownColumns_areAnsweredWithThoseThatExist() {
        assertThat(problem("nobody eq 'A'"))
                .hasMessageContaining("finance.receipt has no column 'nobody'")
                .hasMessageContaining("company, amount");
    }

    @Test
    void depthAndLength_areBounded() {
        assertThat(sql("(".repeat(39) + "amount gt 1" + ")".repeat(39))).isEqualTo("(\"amount\" > ?)");
        assertThat(problem("(".repeat(40) + "amount gt 1" + ")".repeat(40)).getMessage())
                .contains("nested more than 40 deep");
        assertThat(problem("not ".repeat(40) + "amount gt 1").getMessage()).contains("nested more than 40 deep");
        assertThat(problem("amount gt 1" + " or amount gt 1".repeat(200)).getMessage())
                .contains("more than 200 conditions");
        assertThat(problem("amount in (1" + ",1".repeat(1_000) + ")").getMessage())
                .contains("more than 1000 values");
        assertThat(problem(" ".repeat(8_001)).getMessage()).contains("longer than 8000 characters");
    }

    private static ProblemException problem(String filter) {
        var thrown = new ProblemException[1];
        assertThatThrownBy(() -> FilterParser.parse(RECEIPT, filter))
                .isInstanceOfSatisfying(ProblemException.class, problem -> thrown[0] = problem);
        return thrown[0];
    }

    @Test
    void functions_ofOdata_areThoseOfTheDatabase() {
        assertThat(sql("trim(company) eq 'A'")).isEqualTo("(btrim(\"company\") = ?)");
        assertThat(sql("indexof(company,'b') eq 2")).isEqualTo("((strpos(\"company\", ?) - 1) = ?)");
        assertThat(sql("substring(company,1) eq 'b'")).isEqualTo("(substr(\"company\", ? + 1) = ?)");
        assertThat(sql("substring(company,1,2) eq 'b'")).isEqualTo("(substr(\"company\", ? + 1, greatest(0, ?)) = ?)");
        assertThat(sql("round(amount) gt 1")).isEqualTo("(round(\"amount\"::numeric) > ?)");
        assertThat(sql("floor(amount) gt 1")).isEqualTo("(floor(\"amount\"::numeric) > ?)");
        assertThat(sql("hour(changed_at) ge 8")).isEqualTo("(extract(hour from \"changed_at\") >= ?)");
        assertThat(sql("second(changed_at) eq 8")).isEqualTo("(floor(extract(second from \"changed_at\")) = ?)");
        assertThat(sql("date(changed_at) eq 2026-01-31")).isEqualTo("((\"changed_at\"::date) = ?)");
        assertThat(sql("ceiling(amount) gt 1")).isEqualTo("(ceil(\"amount\"::numeric) > ?)");
    }

    @Test
    void arithmetic_isOfAColumnAndANumber() {
        assertThat(sql("amount mul 2 gt 10")).isEqualTo("((\"amount\" * ?) > ?)");
        assertThat(sql("amount add 1.5 le 10")).isEqualTo("((\"amount\" + ?) <= ?)");
        assertThat(sql("amount sub 1 le 10")).isEqualTo("((\"amount\" - ?) <= ?)");
        assertThat(sql("amount div 2 eq 1")).isEqualTo("((\"amount\" / ?) = ?)");
        assertThat(sql("length(company) div 2 eq 1")).isEqualTo("(trunc(length(\"company\") / ?) = ?)");
        assertThat(sql("length(company) divby 2 eq 1")).isEqualTo("((length(\"company\") / ?) = ?)");
        assertThat(sql("amount mod 2 eq 1")).isEqualTo("((\"amount\"::numeric % ?) = ?)");
        assertThat(values("amount mul 2 gt 10")).containsExactly("2", "10");
        for (String declined :
                List.of("amount add 1 add 2 gt 4", "amount mul amount gt 1", "length(trim(company)) gt 1")) {
            assertThatThrownBy(() -> sql(declined))
                    .as(declined)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_IMPLEMENTED));
        }
        for (String wrong : List.of("amount div 0 gt 1", "amount mod 0.0 gt 1", "company add 1 eq 2")) {
            assertThatThrownBy(() -> sql(wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.FILTER_NOT_UNDERSTOOD));
        }
    }

    @Test
    void comparison_mayHaveItsValueFirst_orTwoColumns() {
        assertThat(sql("10 lt amount and 'A' eq company")).isEqualTo("((\"amount\" > ?) and (\"company\" = ?))");
        assertThat(sql("company eq entity_key")).isEqualTo("(\"company\" is not distinct from \"entity_key\")");
        assertThat(sql("company ne tolower(entity_key)"))
                .isEqualTo("(\"company\" is distinct from lower(\"entity_key\"))");
        assertThatThrownBy(() -> sql("company eq amount")).hasMessageContaining("of another type, amount");
    }

    @Test
    void whatIsTrueOrFalse_mayBeComparedWithBoth() {
        String contains = sql("contains(company,'A')");
        assertThat(sql("contains(company,'A') eq true")).isEqualTo(contains);
        assertThat(sql("contains(company,'A') ne false and amount gt 1"))
                .isEqualTo("(" + contains + " and (\"amount\" > ?))");
        assertThat(sql("is_open and amount gt 1")).isEqualTo(sql("is_open eq true and amount gt 1"));
        assertThat(sql("not is_open")).isEqualTo(sql("not (is_open eq true)"));
        assertThat(sql("startswith(company,'A') eq false")).isEqualTo("(not " + sql("startswith(company,'A')") + ")");
    }
}
