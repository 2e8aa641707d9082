package yecai.hub.api.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import yecai.hub.session.Reader;
import yecai.hub.session.Reader.Credential;
import yecai.hub.session.Reader.TokenClaim;

/**
 * Who calls, after sign-in.
 *
 * @param principal the database role whose rights count
 * @param credential how the caller signed in, for logs; holds no secret
 * @param datasets patterns of what the credential is for: {@code *}, {@code schema.*} or {@code schema.view}
 * @param expiresAt when the credential ends
 * @param identity what the hub knows the credential by
 * @param claim that still has to be found true, by the session in which the caller reads
 */
public record Caller(
        String principal,
        String credential,
        List<String> datasets,
        Instant expiresAt,
        Optional<Credential> identity,
        Optional<TokenClaim> claim) {
    static final List<String> EVERYTHING = List.of("*");

    public Caller {
        requireNonNull(principal, "principal is null");
        requireNonNull(credential, "credential is null");
        datasets = List.copyOf(datasets);
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(identity, "identity is null");
        requireNonNull(claim, "claim is null");
    }

    /** A caller whose credential has just been looked up. */
    public Caller(
            String principal,
            String credential,
            List<String> datasets,
            Instant expiresAt,
            Optional<Credential> identity) {
        this(principal, credential, datasets, expiresAt, identity, Optional.empty());
    }

    /** The same later, when only the hub can tell whether the token is still in force. */
    Caller claiming(TokenClaim made) {
        return new Caller(principal, credential, datasets, expiresAt, identity, Optional.of(made));
    }

    /** For whom the caller's sessions read. */
    public Reader reader() {
        return new Reader(principal, identity, expiresAt, claim);
    }

    /** Whether the credential is for a dataset; whether the principal may read it, the database decides. */
    public boolean covers(String dataset) {
        return datasets.stream()
                .anyMatch(pattern -> pattern.equals("*")
                        || pattern.equals(dataset)
                        || pattern.endsWith(".*") && dataset.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
