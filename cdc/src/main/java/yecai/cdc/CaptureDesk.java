package yecai.cdc;

import yecai.cdc.operation.OperationDesk;
import yecai.cdc.operation.Vitals;
import yecai.cdc.source.SourceSettings;

/** Lets a capture be asked, through the hub, for what only it can do. */
public final class CaptureDesk {
    private CaptureDesk() {}

    /** Looks from now on whether something is asked of a capture, and does it; to be closed before the capture is. */
    public static OperationDesk open(SourceSettings settings, Capture capture) {
        CaptureMetrics metrics = capture.metrics();
        return OperationDesk.start(
                settings,
                capture::findLead,
                () -> new Vitals(metrics.slotLog(), metrics.transactions(), metrics.events()));
    }
}
