package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SignInLookup;

/**
 * Finds out who calls: a token as bearer or as the password of HTTP Basic, an identity provider's JWT, or a client
 * certificate that TLS has verified. What was found is remembered for a stated time only, which is the longest that a
 * revoked credential goes on to work.
 */
final class SignIn {
    private final SignInLookup lookup;
    private final Optional<JwtVerifier> jwts;
    private final Lockout lockout;
    private final Clock clock;
    private final Optional<Cache<String, Caller>> cache;

    SignIn(SignInLookup lookup, Optional<JwtVerifier> jwts, Lockout lockout, Duration remembered, Clock clock) {
        this.lookup = lookup;
        this.jwts = jwts;
        this.lockout = lockout;
        this.clock = clock;
        this.cache = remembered.isZero()
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder()
                        .expireAfterWrite(remembered)
                        .maximumSize(10_000)
                        .ticker(Ticker.systemTicker())
                        .build());
    }

    /**
     * Returns the caller.
     *
     * @param authorization the header; null if there is none
     * @param address of the connection's other end, never of a header
     * @param certificateSubject of a client certificate that TLS has verified
     */
    Caller signIn(String authorization, String address, Optional<String> certificateSubject) {
        if (authorization == null && certificateSubject.isPresent()) {
            return byCertificate(certificateSubject.get());
        }
        String credential = credential(authorization);
        String attempt = address + " " + publicPart(credential);
        lockout.requireOpen(attempt, address);
        String key = key(credential);
        Optional<Caller> known = cache.map(callers -> callers.getIfPresent(key));
        if (known.isPresent() && known.get().expiresAt().isAfter(clock.instant())) {
            return known.get();
        }
        Optional<Caller> found = find(credential);
        if (found.isEmpty()) {
            lockout.failed(attempt, address);
            throw new ProblemException(
                    ProblemCode.CREDENTIAL_NOT_ACCEPTED,
                    "It is unknown, expired, revoked or not for this API. Ask for a new token: yecai token create.");
        }
        lockout.succeeded(attempt);
        cache.ifPresent(callers -> callers.put(key, found.get()));
        return found.get();
    }

    /** Forgets everybody, as after a revoke. */
    void forget() {
        cache.ifPresent(Cache::invalidateAll);
    }

    private Caller byCertificate(String subject) {
        return lookup.findPrincipal("x509", subject)
                .map(principal -> new Caller(
                        principal,
                        "certificate " + subject,
                        Caller.EVERYTHING,
                        clock.instant().plusSeconds(60)))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.CREDENTIAL_NOT_ACCEPTED, "No principal belongs to the client's certificate."));
    }

    private Optional<Caller> find(String credential) {
        Optional<ApiToken> token = ApiToken.parse(credential);
        if (token.isPresent()) {
            return lookup.findToken(token.get().id())
                    .filter(found -> MessageDigest.isEqual(
                            found.secretHash(), token.get().secretHash()))
                    .map(found -> new Caller(
                            found.principal(), "token " + token.get().id(), found.datasets(), found.expiresAt()));
        }
        return jwts.flatMap(verifier -> verifier.verify(credential))
                .flatMap(jwt -> lookup.findPrincipal(jwt.issuer(), jwt.subject())
                        .map(principal ->
                                new Caller(principal, "oidc " + jwt.subject(), Caller.EVERYTHING, jwt.expiresAt())));
    }

    private static String credential(String authorization) {
        if (authorization == null) {
            throw new ProblemException(
                    ProblemCode.SIGN_IN_REQUIRED,
                    "Send `Authorization: Bearer <token>`, or the token as Basic password.");
        }
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
                int colon = pair.indexOf(':');
                if (colon >= 0) {
                    return pair.substring(colon + 1);
                }
            } catch (IllegalArgumentException notBase64) {
                throw new ProblemException(
                        ProblemCode.CREDENTIAL_NOT_ACCEPTED, "The Basic credential is not Base64.", notBase64);
            }
        }
        throw new ProblemException(
                ProblemCode.CREDENTIAL_NOT_ACCEPTED, "Only Bearer and Basic are understood in Authorization.");
    }

    /** What attempts are counted by: the token's id, or that there was none. */
    private static String publicPart(String credential) {
        return ApiToken.parse(credential).map(ApiToken::id).orElse("other");
    }

    private static String key(String credential) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(credential.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }
}
