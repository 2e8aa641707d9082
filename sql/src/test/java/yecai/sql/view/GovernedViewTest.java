package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GovernedViewTest {
    private static final GovernedView PUBLISHED =
            GovernedView.published(new ViewFile("finance", "receipt", "select r.net from canon.receipt as r"));

    @Test
    void names_areThreeBranchesAndWhatReadersGet() {
        assertThat(PUBLISHED.names())
                .containsExactly(
                        "mart.finance__receipt_scoped",
                        "mart.finance__receipt_all",
                        "mart.finance__receipt_narrow",
                        "finance.receipt");
    }

    @Test
    void statements_makeEachBranchAsTheRoleWhosePoliciesItFollows() {
        assertThat(PUBLISHED.statements())
                .satisfiesExactly(
                        scoped -> assertThat(scoped)
                                .startsWith("set local role yecai_mart;")
                                .contains("mart.finance__receipt_scoped", "r.companies is not null")
                                .doesNotContain("grant"),
                        all -> assertThat(all)
                                .startsWith("set local role yecai_mart_all;")
                                .contains("mart.finance__receipt_all", "r.all_companies")
                                .endsWith("grant select on mart.finance__receipt_all to yecai_mart"),
                        narrow -> assertThat(narrow)
                                .startsWith("set local role yecai_mart_narrow;")
                                .contains("mart.finance__receipt_narrow", "r.narrowed")
                                .endsWith("grant select on mart.finance__receipt_narrow to yecai_mart"),
                        published -> assertThat(published)
                                .isEqualTo("set local role yecai_mart; select hub.publish_view('finance', 'receipt')"));
    }

    /** A comment at the end of a file must not swallow the condition that follows it. */
    @Test
    void statements_putTheQueryOnLinesOfItsOwn() {
        GovernedView commented = GovernedView.published(new ViewFile("finance", "x", "select 1 as one -- the end"));

        assertThat(commented.statements().get(0)).contains("(\nselect 1 as one -- the end\n) as body where ");
    }

    /** A part that had one owner would show every branch the rows of that owner's policies. */
    @Test
    void shared_isAPartOfItsOwnForEachBranch() {
        GovernedView shared = GovernedView.shared(new ViewFile("shared", "part", "select 1 as one from shared.other"));
        GovernedView user = GovernedView.published(new ViewFile("finance", "x", "select p.one from shared.part as p"));

        assertThat(shared.names()).containsExactly("mart.part_scoped", "mart.part_all", "mart.part_narrow");
        assertThat(shared.statements())
                .containsExactly(
                        "set local role yecai_mart; create or replace view mart.part_scoped as\n"
                                + "select 1 as one from mart.other_scoped",
                        "set local role yecai_mart_all; create or replace view mart.part_all as\n"
                                + "select 1 as one from mart.other_all",
                        "set local role yecai_mart_narrow; create or replace view mart.part_narrow as\n"
                                + "select 1 as one from mart.other_narrow");
        assertThat(user.statements().get(0)).contains("from mart.part_scoped as p");
        assertThat(user.statements().get(1)).contains("from mart.part_all as p");
        assertThat(user.statements().get(2)).contains("from mart.part_narrow as p");
    }

    @Test
    void ofTable_namesEachColumn() {
        GovernedView table = GovernedView.ofTable(new CanonicalTable("receipt", List.of("source", "odd \"name")));

        assertThat(table.query()).isEqualTo("select t.\"source\", t.\"odd \"\"name\" from canon.\"receipt\" as t");
        assertThat(table.names()).contains("mart.receipt_scoped", "mart.receipt");
    }
}
