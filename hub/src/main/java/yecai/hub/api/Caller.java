package yecai.hub.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Who calls, after sign-in.
 *
 * @param principal the database role whose rights count
 * @param credential how the caller signed in, for logs; holds no secret
 * @param datasets patterns of what the credential is for: {@code *}, {@code schema.*} or {@code schema.view}
 * @param expiresAt when the credential ends
 */
record Caller(String principal, String credential, List<String> datasets, Instant expiresAt) {
    static final List<String> EVERYTHING = List.of("*");

    Caller {
        requireNonNull(principal, "principal is null");
        requireNonNull(credential, "credential is null");
        datasets = List.copyOf(datasets);
        requireNonNull(expiresAt, "expiresAt is null");
    }

    /** Whether the credential is for a dataset; whether the principal may read it, the database decides. */
    boolean covers(String dataset) {
        return datasets.stream()
                .anyMatch(pattern -> pattern.equals("*")
                        || pattern.equals(dataset)
                        || pattern.endsWith(".*") && dataset.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
