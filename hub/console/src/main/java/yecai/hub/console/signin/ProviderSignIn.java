package yecai.hub.console.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.signin.JwtVerifier;
import yecai.hub.console.visit.Cookies;
import yecai.hub.console.visit.Destination;
import yecai.hub.console.visit.Visit;
import yecai.hub.console.visit.Visitors;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.SessionSecret;

/**
 * Signing in at an identity provider: the authorization code flow of OpenID Connect with PKCE (RFC 7636). One secret, which
 * only the browser's cookie has, makes state, nonce and verifier; so any API process can take the answer.
 */
public final class ProviderSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MINUTES_10 = 600;
    private static final long KEY_FETCH_MILLIS = 30_000;

    private final ApiDoor door;
    private final Visitors visitors;
    private final SignInPages signIn;
    private final Provider provider;
    private final SignInSettings settings;
    private final JwtVerifier verifier;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    public ProviderSignIn(
            ApiDoor door, Visitors visitors, SignInPages signIn, Provider provider, SignInSettings settings) {
        this.door = door;
        this.visitors = visitors;
        this.signIn = signIn;
        this.provider = provider;
        this.settings = settings;
        this.verifier = new JwtVerifier(provider.identity(), KEY_FETCH_MILLIS);
    }

    /** Sends the browser to the provider. */
    public void begin(Visit visit) {
        SessionSecret secret = SessionSecret.random();
        String to = Destination.within(visit.parameters().get("to"));
        visitors.cookies()
                .set(
                        visit.http(),
                        Cookies.Name.RETURN,
                        secret.reveal() + "."
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(to.getBytes(UTF_8)),
                        MINUTES_10);
        Map<String, String> question = new LinkedHashMap<>();
        question.put("response_type", "code");
        question.put("client_id", provider.client());
        question.put("redirect_uri", returnAddress());
        question.put("scope", "openid");
        question.put("state", secret.derive("state"));
        question.put("nonce", secret.derive("nonce"));
        question.put("code_challenge", challenge(secret.derive("verifier")));
        question.put("code_challenge_method", "S256");
        String address = provider.authorization().toString();
        visit.http()
                .status(303)
                .header("Location", address + (address.contains("?") ? "&" : "?") + form(question))
                .result("");
    }

    /** Takes the provider's answer. */
    public void end(Visit visit) throws IOException {
        String kept = visitors.cookies().get(visit.http(), Cookies.Name.RETURN);
        visitors.cookies().remove(visit.http(), Cookies.Name.RETURN);
        String[] parts = (kept == null ? "" : kept).split("\\.", 2);
        Optional<SessionSecret> secret = SessionSecret.parse(parts[0]);
        String state = visit.parameters().getOrDefault("state", "");
        String code = visit.parameters().getOrDefault("code", "");
        if (secret.isEmpty() || !isSame(state, secret.get().derive("state")) || code.isEmpty()) {
            throw refused(visit);
        }
        SessionSecret opened = verifier.verify(identityToken(visit, code, secret.get()))
                .filter(found -> isSame(found.nonce().orElse(""), secret.get().derive("nonce")))
                .flatMap(found -> visitors.sessions().openBySubject(found.issuer(), found.subject(), settings.span()))
                .orElseThrow(() -> refused(visit));
        String to = parts.length == 2 ? new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8) : "";
        signIn.begin(visit, opened, Destination.within(to));
    }

    private String identityToken(Visit visit, String code, SessionSecret secret) throws IOException {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("grant_type", "authorization_code");
        question.put("code", code);
        question.put("redirect_uri", returnAddress());
        question.put("client_id", provider.client());
        question.put("code_verifier", secret.derive("verifier"));
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.token())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(question)));
        provider.secret()
                .ifPresent(known -> request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((URLEncoder.encode(provider.client(), UTF_8) + ":"
                                                        + URLEncoder.encode(known, UTF_8))
                                                .getBytes(UTF_8))));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            JsonNode token = JSON.readTree(answer.body()).path("id_token");
            if (answer.statusCode() != 200 || !token.isTextual()) {
                LOG.warn("the identity provider answered {} to a code", answer.statusCode());
                throw refused(visit);
            }
            return token.asText();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The API is shutting down.", 5, ending);
        }
    }

    private static ProblemException refused(Visit visit) {
        return new ProblemException(
                ProblemCode.CREDENTIAL_NOT_ACCEPTED, visit.words().get("provider.refused"));
    }

    private String returnAddress() {
        return door.origin().get() + "/console/sign-in/return";
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
