package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;

/** Tells what a capture does between its attempts: in its figures and, if the hub can be reached, in {@code hub.source}. */
final class CapturePhases {
    private static final Logger LOG = LoggerFactory.getLogger(CapturePhases.class);

    private final SourceSettings settings;
    private final CaptureMetrics metrics;

    CapturePhases(SourceSettings settings, CaptureMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * @param reason why, or null
     * @param lead null if this process is not the source's, which then is not its to speak of
     */
    void enter(Phase phase, Throwable reason, LeadKeeper lead) {
        metrics.entered(phase);
        if (lead == null) {
            return;
        }
        try (Connection hub = settings.hub().open("yecai capture " + settings.source())) {
            SourceState.notePhase(
                    hub,
                    settings.source(),
                    lead.epoch(),
                    phase,
                    reason == null ? null : Failure.explain(reason),
                    phase == Phase.WAITING ? 1 : 0);
        } catch (SQLException | YecaiException e) {
            LOG.warn("could not note in hub.source that {} is {}: {}", settings.source(), phase, e.getMessage());
        }
    }
}
