package yecai.hub.session.browser;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was asked for. */
public record AskedAccess(
        long number,
        String dimension,
        String value,
        Instant validTo,
        String reason,
        String requestedBy,
        Instant requestedAt,
        String state,
        int approvalsNeeded,
        List<String> approvers,
        Instant openUntil,
        Optional<Instant> useBefore) {
    public AskedAccess {
        approvers = List.copyOf(approvers);
    }
}
