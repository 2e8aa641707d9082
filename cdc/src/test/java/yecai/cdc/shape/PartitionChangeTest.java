package yecai.cdc.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartitionChangeTest {
    private static final List<String> BEFORE = List.of("public.y2025|100", "public.y2026|101");

    @Test
    void find_nothingWhenAPartitionWasMade() {
        SourceShape now = shape(List.of("public.y2025|100", "public.y2026|101", "public.y2027|102"), List.of());

        assertThat(PartitionChange.find("public.sale", BEFORE, now)).isEmpty();
    }

    @Test
    void find_namesAPartitionWhoseFileIsAnotherSinceItWasTruncated() {
        SourceShape now = shape(List.of("public.y2025|200", "public.y2026|101"), List.of());

        assertThat(PartitionChange.find("public.sale", BEFORE, now))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("partition public.y2025 of public.sale was truncated"));
    }

    @Test
    void find_namesATableThatWasAttached() {
        SourceShape now =
                shape(List.of("public.y2025|100", "public.y2026|101", "public.old|103"), List.of("public.old|103"));

        assertThat(PartitionChange.find("public.sale", BEFORE, now))
                .hasValueSatisfying(
                        problem -> assertThat(problem).startsWith("table public.old was attached to public.sale"));
    }

    @Test
    void find_nothingWhenTheAttachedTableWasThereBefore() {
        SourceShape now = shape(BEFORE, List.of("public.y2025|100"));

        assertThat(PartitionChange.find("public.sale", BEFORE, now)).isEmpty();
    }

    /** The other partition was truncated by itself after the whole table was. */
    @Test
    void afterTruncation_takesOnlyWhatTheTruncationChanged() {
        SourceShape now = new SourceShape(
                Map.of("id", "bigint"),
                List.of(
                        new Leaf("public.y2025|200", 1, false, 742),
                        new Leaf("public.y2026|301", 2, false, 743),
                        new Leaf("public.y2027|102", 3, true, 750),
                        new Leaf("public.old|103", 4, false, 751)));

        assertThat(PartitionChange.afterTruncation(BEFORE, now, 742))
                .containsExactlyInAnyOrder("public.y2025|200", "public.y2026|101", "public.y2027|102");
    }

    @Test
    void afterTruncation_keepsAPartitionThatIsGone_soThatItIsMissed() {
        SourceShape now = new SourceShape(Map.of("id", "bigint"), List.of(new Leaf("public.y2025|200", 1, false, 742)));

        List<String> noted = PartitionChange.afterTruncation(BEFORE, now, 742);
        assertThat(noted).containsExactlyInAnyOrder("public.y2025|200", "public.y2026|101");
        assertThat(PartitionChange.find("public.sale", noted, now)).isPresent();
    }

    private static SourceShape shape(List<String> partitions, List<String> attached) {
        return new SourceShape(
                Map.of("id", "bigint"),
                partitions.stream()
                        .map(leaf -> new Leaf(leaf, partitions.indexOf(leaf), !attached.contains(leaf), 1))
                        .toList());
    }
}
