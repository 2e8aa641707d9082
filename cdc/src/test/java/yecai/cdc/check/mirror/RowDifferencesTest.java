package yecai.cdc.check.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RowDifferencesTest {
    @Test
    void between_equalSidesFindsNothing() {
        List<HashedRow> rows = List.of(row(1, "a"), row(2, "b"));

        RowDifferences differences = RowDifferences.between(rows.iterator(), rows.iterator());

        assertThat(differences.total()).isZero();
        assertThat(differences.firstKeys(10)).isEmpty();
    }

    @Test
    void between_tellsMissingExtraAndDifferentRowsApart() {
        List<HashedRow> erp = List.of(row(1, "same"), row(2, "missing"), row(5, "changed"));
        List<HashedRow> mirror = List.of(row(1, "same"), row(3, "extra"), row(9, "changed"));

        RowDifferences differences = RowDifferences.between(erp.iterator(), mirror.iterator());

        assertThat(differences.summary()).isEqualTo("3 rows differ: 1 missing, 1 extra, 1 different");
        assertThat(differences.firstKeys(10)).containsExactly(List.of("extra"), List.of("changed"), List.of("missing"));
    }

    @Test
    void between_comparesHashesAsSignedNumbers() {
        List<HashedRow> erp = List.of(row(-5, "a"), row(3, "b"));
        List<HashedRow> mirror = List.of(row(-5, "a"), row(3, "b"), row(4, "c"));

        assertThat(RowDifferences.between(erp.iterator(), mirror.iterator()).firstKeys(10))
                .containsExactly(List.of("c"));
    }

    @Test
    void firstKeys_comeInTheOrderOfNumbersAndStopAtTheMost() {
        List<HashedRow> erp = List.of(row(1, "10"), row(2, "9"), row(3, "100"));

        assertThat(RowDifferences.between(erp.iterator(), List.<HashedRow>of().iterator())
                        .firstKeys(2))
                .containsExactly(List.of("9"), List.of("10"));
    }

    @Test
    void total_isTheLeastPossibleWhenThereAreTooManyRowsToKeep() {
        var erp = LongStream.range(0, 100_001)
                .mapToObj(i -> row(i, Long.toString(i)))
                .iterator();

        RowDifferences differences =
                RowDifferences.between(erp, List.<HashedRow>of().iterator());

        assertThat(differences.isExact()).isFalse();
        assertThat(differences.summary()).isEqualTo("at least 100001 rows differ");
    }

    private static HashedRow row(long hash, String key) {
        return new HashedRow(hash, List.of(key));
    }
}
