package yecai.hub.session.browser;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What opens rows, or narrows them. */
public record OwnScope(
        String dimension,
        String value,
        Instant validFrom,
        Optional<Instant> validTo,
        boolean isInForce,
        String reason,
        String grantedBy,
        Optional<Long> request,
        List<String> approvers) {
    public OwnScope {
        approvers = List.copyOf(approvers);
    }
}
