package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewFileTest {
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern ALL_COLUMNS =
            Pattern.compile("(\\bselect|\\bdistinct|\\ball|,)\\s+\\*|\\.\\s*\\*", Pattern.CASE_INSENSITIVE);

    @Test
    void of_takesTheSchemaFromTheFirstFolder_andTheNameFromTheFile() {
        assertThat(ViewFile.of("finance/ledger/account", "select 1;\n"))
                .isEqualTo(new ViewFile("finance", "account", "select 1"));
        assertThat(ViewFile.of("canon/control_figure", "select 1"))
                .isEqualTo(new ViewFile("canon", "control_figure", "select 1"));
    }

    @Test
    void isStatement_onlyIfTheFirstWordAfterCommentsIsCreate() {
        assertThat(ViewFile.of("a/b", "-- create nothing\n\n  create view b as select 1")
                        .isStatement())
                .isTrue();
        assertThat(ViewFile.of("a/b", "-- create view\nselect 1").isStatement()).isFalse();
        assertThat(ViewFile.of("a/b", "select 'create '").isStatement()).isFalse();
        assertThat(ViewFile.of("a/b", "").isStatement()).isFalse();
    }

    /** A column added to a canonical table must not appear in a published view unnoticed. */
    @Test
    void viewFiles_listTheirColumns() {
        assertThat(ViewFile.all())
                .hasSizeGreaterThan(25)
                .allSatisfy(file -> assertThat(asksForAllColumns(file.text())).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from canon.receipt",
                "SELECT\n    * from canon.receipt",
                "select r.* from canon.receipt as r",
                "select 1 as one, * from canon.receipt",
                "select distinct * from canon.receipt",
                "select r.source, r.\n* from canon.receipt as r"
            })
    void asterisk_isFoundWhereverItStandsForColumns(String query) {
        assertThat(asksForAllColumns(query)).isTrue();
    }

    @Test
    void asterisk_thatCountsOrMultiplies_isNotMistaken() {
        assertThat(asksForAllColumns("select count(*), r.net * r.rate, -- all of r.*\n 2 * 3 from canon.receipt as r"))
                .isFalse();
    }

    @Test
    void order_namesEachViewOnce() {
        List<String> names = ViewFile.all().stream()
                .map(file -> file.schema() + "." + file.name())
                .toList();

        assertThat(names).doesNotHaveDuplicates().contains("finance.receivable_item", "reporting.sales_by_month");
    }

    private static boolean asksForAllColumns(String sql) {
        return ALL_COLUMNS.matcher(COMMENT.matcher(sql).replaceAll("")).find();
    }
}
