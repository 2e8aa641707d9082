package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * How much of its log the ERP's server keeps for the slot of a source.
 *
 * @param keptBytes what it keeps
 * @param behindBytes how much of the log was written after what the hub has confirmed
 * @param leftBytes how much more it will keep before the slot is given up, by it ({@code max_slot_wal_keep_size}) or by the hub
 *     ({@code give_up_slot_at}); null if neither ever does
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param writtenBytes how far the log is written
 * @param bytesPerSecond how fast the log grows
 * @param heldUpBy prepared transactions that were forgotten, in one sentence each with what to do
 */
public record SlotLog(
        long keptBytes,
        long behindBytes,
        Long leftBytes,
        String walStatus,
        long writtenBytes,
        double bytesPerSecond,
        List<String> heldUpBy) {
    private static final int HALF = 50;
    private static final int NEARLY = 80;
    private static final double SECONDS_OF_AN_HOUR = 3_600;

    private record Row(
            long keptBytes,
            long behindBytes,
            Long leftBytes,
            String walStatus,
            long writtenBytes,
            double bytesPerSecond) {}

    /**
     * Returns what the ERP's server says of the slot; empty if there is none.
     *
     * @throws YecaiException of kind SOURCE if the server cannot be asked
     */
    public static Optional<SlotLog> find(SourceSettings settings) {
        return find(settings, PreparedTransactions.FORGOTTEN);
    }

    /** @param forgotten how long a transaction has been prepared to be named */
    static Optional<SlotLog> find(SourceSettings settings, Duration forgotten) {
        try (Connection erp = Preflight.openErp(settings, "yecai status")) {
            Optional<Row> found = Handles.with(
                    erp,
                    handle -> handle.createQuery(Handles.sql(SlotLog.class, "slot"))
                            .bind("slot", settings.slot())
                            .bind("most", most(settings))
                            .map(ConstructorMapper.of(Row.class))
                            .findOne());
            List<String> heldUpBy = PreparedTransactions.list(erp, forgotten);
            return found.map(row -> new SlotLog(
                    row.keptBytes,
                    row.behindBytes,
                    row.leftBytes,
                    row.walStatus,
                    row.writtenBytes,
                    row.bytesPerSecond,
                    heldUpBy));
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the slots of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    private static Long most(SourceSettings settings) {
        return settings.options().giveUpSlotAt().isPresent()
                ? settings.options().giveUpSlotAt().getAsLong()
                : null;
    }

    /** Returns the same with the growth of the log since an earlier look. */
    public SlotLog since(SlotLog earlier, Duration ago) {
        double seconds = Math.max(1, ago.toMillis() / 1000.0);
        return new SlotLog(
                keptBytes,
                behindBytes,
                leftBytes,
                walStatus,
                writtenBytes,
                Math.max(0, writtenBytes - earlier.writtenBytes) / seconds,
                heldUpBy);
    }

    /** Returns after how many hours the slot will be given up if nothing is read from it; empty if it never will. */
    public Optional<Double> findHoursLeft() {
        return leftBytes == null || bytesPerSecond <= 0
                ? Optional.empty()
                : Optional.of(Math.max(0, leftBytes) / bytesPerSecond / SECONDS_OF_AN_HOUR);
    }

    /** Returns which part of what the server keeps at most is kept, in percent; empty if there is no limit. */
    public Optional<Integer> findPercent() {
        if (leftBytes == null) {
            return Optional.empty();
        }
        long left = Math.max(0, leftBytes);
        return Optional.of(keptBytes + left == 0 ? 100 : (int) (100 * keptBytes / (keptBytes + left)));
    }

    /** Returns warnings if the slot is lost, the limit is half reached, or a transaction holds the slot up. */
    public List<String> listWarnings() {
        List<String> warnings = new ArrayList<>();
        int percent = findPercent().orElse(0);
        if ("lost".equals(walStatus)) {
            warnings.add(
                    "the ERP gave the slot up, and changes are lost: stop the capture and run `yecai reconcile --new-slot`");
        } else if (percent >= HALF) {
            warnings.add("the ERP keeps " + text(keptBytes) + " of its log for the slot, " + percent
                    + " % of what it may (max_slot_wal_keep_size of the ERP, or give_up_slot_at of the source)"
                    + findHoursLeft()
                            .map(hours -> String.format(Locale.ROOT, ", and grows by the rest in %.1f hours", hours))
                            .orElse("")
                    + "; at 100 % the slot is lost and all tables must be compared with the ERP: "
                    + (percent < NEARLY
                            ? "see why the capture is behind"
                            : "start the capture now, or raise the limit"));
        }
        warnings.addAll(heldUpBy);
        return warnings;
    }

    /** Returns a size as people read it. */
    public static String text(long bytes) {
        if (bytes < 1L << 20) {
            return Math.max(0, bytes >> 10) + " kB";
        }
        return bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
    }
}
