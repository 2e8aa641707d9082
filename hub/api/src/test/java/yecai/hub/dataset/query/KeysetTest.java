package yecai.hub.dataset.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import yecai.hub.dataset.Dataset;
import yecai.hub.session.QueryText;
import yecai.hub.session.SampleRelation;

/** Nulls come last in every column, ascending and descending. */
final class KeysetTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());

    private static Sort by(String column, boolean isDescending) {
        return new Sort(new Output.Plain(RECEIPT.getColumn(column)), isDescending);
    }

    private static QueryText after(List<Sort> order, boolean isStrict, List<Optional<String>> values) {
        QueryText query = new QueryText();
        new Keyset(
                        order,
                        new Cursor("q", values, 0, ""),
                        isStrict,
                        (text, output) ->
                                text.name(((Output.Plain) output).column().name()))
                .write(query);
        return query;
    }

    @Test
    void aValue_isFollowedByGreaterOnesAndNulls() {
        QueryText query = after(List.of(by("company", false)), true, List.of(Optional.of("B")));
        assertThat(SampleRelation.sql(query))
                .isEqualTo("(\"company\" > ?::text or \"company\" is null or (\"company\" = ?::text and false))");
        assertThat(SampleRelation.values(query)).containsExactly("B", "B");
    }

    @Test
    void aValueInDescendingOrder_isFollowedBySmallerOnesAndNulls() {
        assertThat(SampleRelation.sql(after(List.of(by("amount", true)), true, List.of(Optional.of("5")))))
                .isEqualTo("(\"amount\" < ?::numeric or \"amount\" is null or (\"amount\" = ?::numeric and false))");
    }

    @Test
    void aNull_isFollowedByOtherNullsOnly() {
        QueryText query = after(
                List.of(by("company", false), by("entity_key", false)),
                true,
                List.of(Optional.empty(), Optional.of("7")));
        assertThat(SampleRelation.sql(query))
                .isEqualTo("((\"company\" is null and (\"entity_key\" > ?::text or \"entity_key\" is null"
                        + " or (\"entity_key\" = ?::text and false))))");
        assertThat(SampleRelation.values(query)).containsExactly("7", "7");
    }

    @Test
    void withoutAKey_equalRowsAreKept_forTheOffsetToSkip() {
        assertThat(SampleRelation.sql(after(List.of(by("company", false)), false, List.of(Optional.of("B")))))
                .endsWith("(\"company\" = ?::text and true))");
        assertThat(SampleRelation.sql(after(List.of(), false, List.of()))).isEqualTo("true");
    }
}
