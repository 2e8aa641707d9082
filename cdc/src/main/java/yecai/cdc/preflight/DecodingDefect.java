package yecai.cdc.preflight;

import java.util.Map;
import java.util.Optional;

/**
 * Minor versions of PostgreSQL whose reading of the log is known to be defective. Until 15.13, 16.9 and 17.5 changes get lost when a
 * publication or a type is altered while a writing transaction is open; the repair needed much memory until the minor version after.
 */
final class DecodingDefect {
    /** By major version: the minor version that loses nothing, but can need much memory. */
    private static final Map<Integer, Integer> REPAIRED = Map.of(15, 13, 16, 9, 17, 5);

    private DecodingDefect() {}

    /** Returns the first minor version without a known defect; empty if nothing is known against the given one. */
    static Optional<String> findRepaired(int version) {
        Integer repaired = REPAIRED.get(version / 10_000);
        return repaired == null || version % 10_000 > repaired
                ? Optional.empty()
                : Optional.of(version / 10_000 + "." + (repaired + 1));
    }

    /**
     * Returns what can happen with this version and which one to install; empty if nothing is known against it.
     *
     * @param version as number: 180006 for 18.6
     */
    static Optional<String> find(int version) {
        int major = version / 10_000;
        int minor = version % 10_000;
        Integer repaired = REPAIRED.get(major);
        if (repaired == null || minor > repaired) {
            return Optional.empty();
        }
        String what = minor < repaired
                ? "can lose changes from its log when a publication or a type is altered while a writing transaction is open"
                : "can need much memory for reading its log when many objects are altered";
        return Optional.of("PostgreSQL " + major + "." + minor + " of the ERP " + what + "; install " + major + "."
                + (repaired + 1) + " or newer");
    }
}
