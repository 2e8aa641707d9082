package yecai.hub.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MixTest {
    @Test
    void usualMix_runsEachStepInProportionToItsWeight() {
        Map<Step, Integer> done = draw(Mix.usual());

        assertThat(done).hasSize(Step.values().length);
        assertThat(done.get(Step.BILL_SHIPMENT) / (double) done.get(Step.SALES_ORDER))
                .isBetween(1.4, 2.0); // 150 to 90
    }

    @Test
    void of_changesTheAreasNamed_andNoOthers() {
        Map<Step, Integer> done = draw(Mix.of(Map.of("corrections", 0.0, "Sales", 3.0)));

        assertThat(done.keySet()).noneMatch(step -> step.area() == Area.CORRECTIONS);
        assertThat(done.get(Step.SALES_ORDER)).isGreaterThan(done.get(Step.BILL_SHIPMENT));
        assertThat(done).containsKey(Step.PAY_SUPPLIER);
    }

    @Test
    void of_namesTheAreas_ifThereIsNoneOfAName() {
        assertThatThrownBy(() -> Mix.of(Map.of("marketing", 1.0)))
                .hasMessageContaining("no area marketing")
                .hasMessageContaining("purchasing");
        assertThatThrownBy(() -> Mix.of(Map.of("sales", -1.0))).hasMessageContaining("-1.0");
    }

    private static Map<Step, Integer> draw(Mix mix) {
        SplittableRandom random = new SplittableRandom(7);
        Map<Step, Integer> done = new EnumMap<>(Step.class);
        for (int i = 0; i < 20_000; i++) {
            done.merge(mix.any(random), 1, Integer::sum);
        }
        return done;
    }
}
