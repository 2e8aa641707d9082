package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * For whom a session reads, and what let it in; when either ends, so does the session.
 *
 * @param credential empty where only the principal's rights count
 * @param expiresAt when the credential ends by itself
 * @param claim of which the session's first statement finds out whether it is true; empty where that is known
 */
public record Reader(String principal, Optional<Credential> credential, Instant expiresAt, Optional<TokenClaim> claim) {
    /** A subject of an issuer; the issuer of a token is the empty text, and its subject the token's public id. */
    public record Credential(String issuer, String subject) {
        public Credential {
            requireNonNull(issuer, "issuer is null");
            requireNonNull(subject, "subject is null");
        }

        public static Credential ofToken(String id) {
            return new Credential("", id);
        }
    }

    /**
     * That a token is in force and the principal's, which was so when it was last looked up.
     *
     * @param secretHash in hexadecimal digits
     */
    public record TokenClaim(String tokenId, String secretHash) {
        public TokenClaim {
            requireNonNull(tokenId, "tokenId is null");
            requireNonNull(secretHash, "secretHash is null");
        }
    }

    public Reader {
        requireNonNull(principal, "principal is null");
        requireNonNull(credential, "credential is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(claim, "claim is null");
    }

    /** A reader that nothing but its principal's rights lets in. */
    public static Reader of(String principal) {
        return new Reader(principal, Optional.empty(), Instant.MAX, Optional.empty());
    }
}
