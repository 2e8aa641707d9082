package yecai.cdc.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class SqlTemplateTest {
    private final SqlValues values = SqlValues.NONE
            .literal("source", "o'neill")
            .sql("view", "\"map\".\"invoice\"")
            .columns("columns", List.of("id", "my note"));

    @Test
    void placeholders_areFilled_literalsAndNamesQuoted() {
        assertThat(SqlTemplate.of(
                                "select {{source}}, {{m.columns}} from {{view}} as m -- {{columns}}".replace("-- ", ""))
                        .fill(values))
                .isEqualTo(
                        "select 'o''neill', m.\"id\", m.\"my note\" from \"map\".\"invoice\" as m \"id\", \"my note\"");
    }

    @Test
    void placeholderWithoutAValue_isAnError_thatNamesIt() {
        assertThatThrownBy(() -> SqlTemplate.of("select {{cannon}}").fill(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{{cannon}} has no value; there are [columns, source, view]");
    }

    @Test
    void aliasBeforeWhatIsNoListOfColumns_isAnError() {
        assertThatThrownBy(() -> SqlTemplate.of("select {{m.view}}").fill(values))
                .hasMessageContaining("{{view}} is no list of columns, so it takes no alias m");
    }

    @Test
    void bracesThatAreNoPlaceholder_areAnError() {
        for (String sql : List.of("select {{View}}", "select {{ view }}", "select {{view}", "select view}}")) {
            assertThatThrownBy(() -> SqlTemplate.of(sql))
                    .as(sql)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("braces");
        }
    }

    @Test
    void commentLines_areNotSent_andOthersAreRefused() {
        assertThat(SqlTemplate.of("-- why {{this}}\nselect 1\n    -- and\nfrom x\n")
                        .fill(values))
                .isEqualTo("select 1\nfrom x");
        assertThatThrownBy(() -> SqlTemplate.of("select 1 -- one")).hasMessageContaining("a line of its own");
    }

    @Test
    void values_areNotSearchedForPlaceholders_norForComments() {
        SqlValues odd = SqlValues.NONE.literal("text", "{{view}} -- $1 \\").sql("view", "wrong");

        assertThat(SqlTemplate.of("select {{text}}").fill(odd)).isEqualTo("select  E'{{view}} -- $1 \\\\'");
    }

    @Test
    void placeholder_hasOneValue() {
        assertThatThrownBy(() -> values.sql("view", "other")).hasMessageContaining("{{view}} has a value already");
    }

    @Test
    void fileThatIsMissing_isNamed() {
        assertThatThrownBy(() -> SqlTemplate.read(SqlTemplateTest.class, "missing.sql"))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("missing.sql of package yecai.cdc.script");
    }
}
