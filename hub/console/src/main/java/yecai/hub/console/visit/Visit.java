package yecai.hub.console.visit;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import yecai.hub.api.request.RequestContext;
import yecai.hub.console.language.Words;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.browser.BrowserSession;
import yecai.hub.session.browser.SessionSecret;

/** One request by a person, who may have signed in. */
public final class Visit {
    private final Context http;
    private final Words words;
    private final Optional<BrowserSession> session;
    private final Optional<SessionSecret> secret;
    private final String formToken;

    Visit(
            Context http,
            Words words,
            Optional<BrowserSession> session,
            Optional<SessionSecret> secret,
            String formToken) {
        this.http = http;
        this.words = words;
        this.session = session;
        this.secret = secret;
        this.formToken = formToken;
    }

    public Context http() {
        return http;
    }

    /** The request as the API knows it. */
    public RequestContext request() {
        return RequestContext.of(http);
    }

    public Words words() {
        return words;
    }

    public Optional<BrowserSession> session() {
        return session;
    }

    /** Returns the session of somebody who has signed in. */
    public BrowserSession getSession() {
        return session.orElseThrow(SignInNeeded::new);
    }

    /** Fails for whoever reads no data, such as a DBA. */
    public void requireReader() {
        if (getSession().isAdministrator()) {
            throw new ProblemException(ProblemCode.DATASET_NOT_FOUND, words.get("error.administrator"));
        }
    }

    public SessionSecret getSecret() {
        return secret.orElseThrow(SignInNeeded::new);
    }

    /** What each form of this visitor has to send back. */
    public String formToken() {
        return formToken;
    }

    /** The parameters of the address, each once. */
    public Map<String, String> parameters() {
        return request().parameters();
    }

    /** Whether htmx asks for a part of a page. */
    public boolean isPart() {
        return http.header("HX-Request") != null;
    }

    /** The address asked for, as a link within the console. */
    public String address() {
        return http.path() + (http.queryString() == null ? "" : "?" + http.queryString());
    }
}
