package yecai.cdc.operation;

import java.util.ArrayList;
import java.util.List;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.parked.ParkedRetry;
import yecai.cdc.parked.RetryOutcome;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.reconcile.TableResult;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** Does what was asked, beside the capture of this process, as the command line does. */
final class Performance {
    private final SourceSettings settings;
    private final LoadProgress progress;

    Performance(SourceSettings settings, LoadProgress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Returns what came of it. */
    Outcome of(Asked asked) {
        return switch (asked.kind()) {
            case "accept" -> reload(asked, Decision.ACCEPT);
            case "copy" -> reload(asked, Decision.ACCEPT);
            case "ignore" -> reload(asked, Decision.IGNORE);
            case "reconcile" -> reconcile(asked, false);
            case "repair" -> reconcile(asked, true);
            case "retry_parked" -> retry(asked);
            default -> throw new YecaiException(Kind.CONFIG, "this program cannot do `" + asked.kind() + "`");
        };
    }

    private Outcome reload(Asked asked, Decision decision) {
        long rows = new TableReload(settings, source -> notRunning()).run(asked.tables(), decision, progress);
        return new Outcome().with("rows", rows);
    }

    private Outcome reconcile(Asked asked, boolean isRepair) {
        ReconcileOptions options =
                ReconcileOptions.defaults().requestedBy(asked.requestedBy()).withRepair(isRepair);
        ReconcileReport report =
                new Reconciliation(settings, source -> notRunning()).run(asked.tables(), options, progress);
        List<Outcome> tables = new ArrayList<>();
        for (TableResult table : report.tables()) {
            tables.add(new Outcome()
                    .with("table", table.table())
                    .with("rows", table.rows())
                    .with("changed", table.changed())
                    .with("missing", table.missing())
                    .with("extra", table.extra())
                    .with("repaired", table.repaired())
                    .with("paused", table.paused())
                    .with("position", table.position())
                    .with("problem", table.problem().orElse(null)));
        }
        return new Outcome().with("equal", report.isEqual()).with("tables", tables);
    }

    private Outcome retry(Asked asked) {
        RetryOutcome outcome = new ParkedRetry(settings).run(asked.mapping(), asked.deriveKey());
        return new Outcome().with("tried", outcome.tried()).with("parked", outcome.parked());
    }

    private TableReload.StartedCapture notRunning() {
        throw new YecaiException(Kind.CONFLICT, "the capture of source " + settings.source() + " is not running");
    }
}
