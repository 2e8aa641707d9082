package yecai.cdc.preflight;

import java.time.Duration;
import java.util.List;
import yecai.cdc.source.SourceSettings;

/** What {@code yecai status} warns of when a prepared transaction is old enough, without the time to wait for that. */
public final class HeldUpSlots {
    private HeldUpSlots() {}

    public static List<String> list(SourceSettings settings) {
        return SlotLog.find(settings, Duration.ZERO).orElseThrow().listWarnings();
    }
}
