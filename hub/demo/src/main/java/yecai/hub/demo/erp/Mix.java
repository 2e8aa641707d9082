package yecai.hub.demo.erp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** How much of each area of business is done, as factors on the usual weights of its steps. */
public final class Mix {
    private final List<Step> steps = new ArrayList<>();
    private final double[] upTo;

    private Mix(Map<Area, Double> factors) {
        List<Double> bounds = new ArrayList<>();
        double sum = 0;
        for (Step step : Step.values()) {
            double weight = step.weight() * factors.getOrDefault(step.area(), 1.0);
            if (weight > 0) {
                sum += weight;
                steps.add(step);
                bounds.add(sum);
            }
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("the mix leaves nothing to do; give an area more than 0");
        }
        upTo = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A manufacturer's ordinary day. */
    public static Mix usual() {
        return new Mix(Map.of());
    }

    /**
     * The usual mix with some areas done more or less often.
     *
     * @param factors by area, in any case of letters; 2 for twice as often, 0 for never
     * @throws IllegalArgumentException that lists the areas if there is none of a name
     */
    public static Mix of(Map<String, Double> factors) {
        Map<Area, Double> known = new EnumMap<>(Area.class);
        factors.forEach((name, factor) -> {
            if (!(factor >= 0) || factor > 1000) {
                throw new IllegalArgumentException("the mix of " + name + " must be 0 to 1000, not " + factor);
            }
            known.put(area(name), factor);
        });
        return new Mix(known);
    }

    Step any(SplittableRandom random) {
        double wanted = random.nextDouble() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, wanted);
        return steps.get(Math.min(steps.size() - 1, found < 0 ? -found - 1 : found + 1));
    }

    private static Area area(String name) {
        return Arrays.stream(Area.values())
                .filter(area -> area.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no area " + name + "; the areas are "
                        + Arrays.toString(Area.values()).toLowerCase(Locale.ROOT)));
    }
}
