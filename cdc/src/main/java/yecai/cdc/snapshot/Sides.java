package yecai.cdc.snapshot;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** Readers of both sides of a cut, and the source they are about. */
public record Sides(SourceSettings settings, SnapshotReaders erp, SnapshotReaders hub) {

    /** Waits for a reading of the ERP. */
    public <T> T ofErp(Future<T> reading) {
        try {
            return get(reading);
        } catch (SQLException problem) {
            throw SqlProblem.source(settings.erp(), problem);
        }
    }

    /** Waits for a reading of the hub. */
    public <T> T ofHub(Future<T> reading) {
        try {
            return get(reading);
        } catch (SQLException problem) {
            throw SqlProblem.hub(settings.hub(), problem);
        }
    }

    /** Waits for a reading whose failure is a finding, not an end. */
    public static <T> T get(Future<T> reading) throws SQLException {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException problem) {
                throw problem;
            }
            if (failed.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new YecaiException(Kind.CONFLICT, "the check was interrupted", stopped);
        }
    }
}
