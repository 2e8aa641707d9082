package yecai.hub.api.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One read, for the journal of reads. */
public record AccessEntry(
        Instant happenedAt,
        String principal,
        String credential,
        String correlation,
        Action action,
        String dataset,
        String request,
        String outcome,
        long returnedRows) {
    /** What was done. */
    public enum Action {
        READ,
        EXPORT_STARTED,
        EXPORT_ENDED,
        LIST,
        COUNT
    }

    public AccessEntry {
        requireNonNull(happenedAt, "happenedAt is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(credential, "credential is null");
        requireNonNull(correlation, "correlation is null");
        requireNonNull(action, "action is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(request, "request is null");
        requireNonNull(outcome, "outcome is null");
    }
}
