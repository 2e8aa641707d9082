package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * How a source is compared with its ERP in the background.
 *
 * @param share most of the time that is spent reading the ERP, up to 1; 0: never
 * @param every how often each table is compared
 * @param hoursOff when no comparison begins
 */
public record ScrubSettings(double share, Duration every, Optional<HoursOff> hoursOff) {
    private static final ScrubSettings DEFAULTS = new ScrubSettings(0.1, Duration.ofHours(24), Optional.empty());

    /**
     * Part of each day, in the local time of the machine that captures.
     *
     * @param to may be before {@code from}; then they go over midnight
     */
    public record HoursOff(LocalTime from, LocalTime to) {
        public HoursOff {
            requireNonNull(from, "from is null");
            requireNonNull(to, "to is null");
        }

        boolean contains(LocalTime time) {
            boolean isAfterStart = !time.isBefore(from);
            boolean isBeforeEnd = time.isBefore(to);
            return from.isBefore(to) ? isAfterStart && isBeforeEnd : isAfterStart || isBeforeEnd;
        }
    }

    public ScrubSettings {
        requireNonNull(every, "every is null");
        requireNonNull(hoursOff, "hoursOff is null");
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, not " + share);
        }
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("every must be positive, not " + every);
        }
    }

    /** A tenth of the time, once a day, at any hour. */
    public static ScrubSettings defaults() {
        return DEFAULTS;
    }

    boolean mayBeginAt(LocalTime time) {
        return hoursOff.filter(hours -> hours.contains(time)).isEmpty();
    }
}
