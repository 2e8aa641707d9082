package yecai.hub.api.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import yecai.hub.api.limit.Lockout;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Reader.Credential;
import yecai.hub.session.Reader.TokenClaim;
import yecai.hub.session.SignInLookup;

/**
 * Finds out who calls: a token as bearer or as the password of HTTP Basic, an identity provider's JWT, or a client
 * certificate that TLS has verified. What was found is remembered for a stated time only, which is the longest that a
 * revoked credential continues to work. If that time is zero, only whose a token was is remembered, as a claim that the
 * caller's session finds true or false in the transaction that it reads in: no look-up of its own, and no moment in which a
 * revoked token still works.
 */
public final class SignIn {
    /** Keeps the memory free of claims that nobody makes any more. */
    private static final Duration CLAIMED = Duration.ofMinutes(10);

    private final SignInLookup lookup;
    private final Optional<JwtVerifier> jwts;
    private final Lockout lockout;
    private final Clock clock;
    private final boolean isBelieved;
    /** By a hash of the credential: callers, or claims where nothing is believed. */
    private final Cache<String, Caller> known;

    public SignIn(SignInLookup lookup, Optional<JwtVerifier> jwts, Lockout lockout, Duration remembered, Clock clock) {
        this.lookup = lookup;
        this.jwts = jwts;
        this.lockout = lockout;
        this.clock = clock;
        this.isBelieved = !remembered.isZero();
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(isBelieved ? remembered : CLAIMED)
                .maximumSize(10_000)
                .ticker(Ticker.systemTicker())
                .build();
    }

    /**
     * Returns the caller. A valid credential is accepted whatever failed before it, from the same address or with the same
     * public part: failures only delay the answers to further failures.
     *
     * @param authorization the header; null if there is none
     * @param address of the connection's other end, never of a header
     * @param certificateSubject of a client certificate that TLS has verified
     */
    public Caller signIn(String authorization, String address, Optional<String> certificateSubject) {
        if (authorization == null && certificateSubject.isPresent()) {
            return byCertificate(certificateSubject.get());
        }
        String credential = credential(authorization);
        Caller caller = known.getIfPresent(key(credential));
        return caller != null && caller.expiresAt().isAfter(clock.instant()) ? caller : lookUp(credential, address);
    }

    /** Looks up who calls after a session found the caller's claim wrong, which fails unless it was made meanwhile. */
    public void signInAgain(String authorization, String address) {
        String credential = credential(authorization);
        known.invalidate(key(credential));
        lookUp(credential, address);
    }

    private Caller lookUp(String credential, String address) {
        String attempt = address + " " + publicPart(credential);
        Optional<Caller> found = find(credential);
        if (found.isEmpty()) {
            lockout.requireOpen(attempt, address);
            lockout.failed(attempt, address);
            throw new ProblemException(
                    ProblemCode.CREDENTIAL_NOT_ACCEPTED,
                    "The credential is unknown, expired, revoked or not for this API. Ask for a new token: yecai token"
                            + " create.");
        }
        lockout.succeeded(attempt);
        remember(credential, found.get());
        return found.get();
    }

    private void remember(String credential, Caller found) {
        if (isBelieved) {
            known.put(key(credential), found);
        } else {
            ApiToken.parse(credential)
                    .map(token -> found.claiming(
                            new TokenClaim(token.id(), HexFormat.of().formatHex(token.secretHash()))))
                    .ifPresent(caller -> known.put(key(credential), caller));
        }
    }

    /** Forgets everybody, as after a revoke. */
    public void forget() {
        known.invalidateAll();
    }

    private Caller byCertificate(String subject) {
        return lookup.findPrincipal("x509", subject)
                .map(principal -> new Caller(
                        principal,
                        "certificate " + subject,
                        Caller.EVERYTHING,
                        Instant.MAX,
                        Optional.of(new Credential("x509", subject))))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.CREDENTIAL_NOT_ACCEPTED,
                        "The client certificate is not mapped to a principal. The operator maps it with"
                                + " hub.map_subject."));
    }

    private Optional<Caller> find(String credential) {
        Optional<ApiToken> token = ApiToken.parse(credential);
        if (token.isPresent()) {
            return lookup.findToken(token.get().id())
                    .filter(found -> MessageDigest.isEqual(
                            found.secretHash(), token.get().secretHash()))
                    .map(found -> new Caller(
                            found.principal(),
                            "token " + token.get().id(),
                            found.datasets(),
                            found.expiresAt(),
                            Optional.of(Credential.ofToken(token.get().id()))));
        }
        return jwts.flatMap(verifier -> verifier.verify(credential))
                .flatMap(jwt -> lookup.findPrincipal(jwt.issuer(), jwt.subject())
                        .map(principal -> new Caller(
                                principal,
                                "oidc " + jwt.subject(),
                                Caller.EVERYTHING,
                                jwt.expiresAt(),
                                Optional.of(new Credential(jwt.issuer(), jwt.subject())))));
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
                ProblemCode.CREDENTIAL_NOT_ACCEPTED, "The Authorization header must use Bearer or Basic.");
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
