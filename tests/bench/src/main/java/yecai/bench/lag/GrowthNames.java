package yecai.bench.lag;

import java.util.Locale;

/** What the contestants of {@link GrowthBench} are called: what they are, and how many rows they had before. */
record GrowthNames(String small, String large, String nativeSmall, String nativeLarge, String smallAgain) {
    private static final String PATTERN = "%s, %,d rows";

    static GrowthNames of(long small, long large) {
        String hub = String.format(Locale.ROOT, PATTERN, "hub", small);
        return new GrowthNames(
                hub,
                String.format(Locale.ROOT, PATTERN, "hub", large),
                String.format(Locale.ROOT, PATTERN, "replication", small),
                String.format(Locale.ROOT, PATTERN, "replication", large),
                hub + ", A/A");
    }
}
