package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** How far the hub has applied a source, and whether that fits a snapshot of the ERP. */
final class AppliedPosition {
    private final SourceSettings settings;
    private final Connection hub;

    AppliedPosition(SourceSettings settings, Connection hub) {
        this.settings = settings;
        this.hub = hub;
    }

    void requireSameServer(String systemIdentifier) throws SQLException {
        String known = state().systemIdentifier();
        if (known != null && !known.equals(systemIdentifier)) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "source " + settings.source() + " was loaded from the server with system identifier " + known
                            + ", but " + settings.erp() + " is " + systemIdentifier
                            + ": correct the address, or run " + StartCheck.REMEDY);
        }
    }

    void requireNothingPending(long position, Deadline deadline) throws SQLException {
        if (SourceState.isUnderived(hub, settings.source())) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "the capture of source " + settings.source()
                            + " ended between writing changes and deriving from them;" + " start it, and check then");
        }
        long applied = state().position();
        if (Long.compareUnsigned(applied, position) > 0) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "the hub holds source " + settings.source() + " up to " + Lsn.text(applied)
                            + ", but the ERP's log ends at " + Lsn.text(position)
                            + ": the ERP was restored or replaced; run " + StartCheck.REMEDY);
        }
        long pending = Backlog.count(settings, applied, position, deadline);
        if (pending > 0) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "the capture of source " + settings.source() + " is not running and is "
                            + (pending >= Backlog.MOST_CHANGES ? "at least " : "") + pending
                            + " changes behind the ERP; start it, and check then");
        }
    }

    SourceState state() throws SQLException {
        return SourceState.getLoaded(hub, settings.source());
    }
}
