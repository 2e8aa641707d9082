package yecai.hub.api.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies an identity provider's tokens: signed by one of its keys with a public-key algorithm, from this issuer, for
 * this audience, in force. The provider's keys are fetched again when a token names an unknown one, at a bounded rate, so
 * that a rotation needs no restart and forged key ids cannot cause endless fetches.
 */
public final class JwtVerifier {
    /**
     * What a token says.
     *
     * @param nonce of the sign-in that it is the answer to
     */
    public record Verified(String issuer, String subject, Instant expiresAt, Optional<String> nonce) {}

    private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);
    /** No symmetric algorithm and no "none": only the provider can sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private static final int LONGEST = 8_000;
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MOST_BYTES = 200_000;

    private final OidcSettings settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public JwtVerifier(OidcSettings settings, long keyFetchMillis) {
        this.settings = settings;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings, keyFetchMillis)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("exp", settings.claim()));
        claims.setMaxClockSkew((int) settings.clockSkew().toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(OidcSettings settings, long keyFetchMillis) {
        try {
            return JWKSourceBuilder.create(
                            settings.keys().toURL(),
                            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
                    .rateLimited(keyFetchMillis)
                    .retrying(true)
                    .build();
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("not an address of keys: " + settings.keys(), wrong);
        }
    }

    /** A provider that signs a token for ever, or from tomorrow on, has made a mistake that should not become access. */
    private void requireBounded(JWTClaimsSet claims) throws BadJOSEException {
        Instant latest = Instant.now().plus(settings.clockSkew());
        if (claims.getExpirationTime().toInstant().isAfter(latest.plus(settings.longest()))) {
            throw new BadJWTException("it is valid for more than " + settings.longest());
        }
        if (claims.getIssueTime() != null && claims.getIssueTime().toInstant().isAfter(latest)) {
            throw new BadJWTException("it is issued in the future");
        }
    }

    /** Verifies a token; empty if anything about it is not right. */
    public Optional<Verified> verify(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = processor.process(text, null);
            requireBounded(claims);
            return Optional.of(new Verified(
                    claims.getIssuer(),
                    claims.getStringClaim(settings.claim()),
                    claims.getExpirationTime().toInstant().plus(settings.clockSkew()),
                    Optional.ofNullable(claims.getStringClaim("nonce"))));
        } catch (ParseException | BadJOSEException refused) {
            LOG.debug("a JWT was refused: {}", refused.getMessage());
            return Optional.empty();
        } catch (JOSEException problem) {
            LOG.warn("a JWT could not be verified: {}", problem.getMessage());
            return Optional.empty();
        }
    }
}
