package yecai.hub.api.request;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import yecai.hub.api.signin.Caller;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** One request and what is known of it so far. */
public final class RequestContext {
    static final String CORRELATION = "X-Correlation-Id";
    private static final String KEY = "yecai.request";
    private static final Pattern CORRELATION_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PARAMETERS = 50;

    private final Context http;
    private final String correlation;
    private Optional<Caller> caller = Optional.empty();
    private Optional<Language> language = Optional.empty();
    private Optional<ProblemCode> problem = Optional.empty();
    private String dataset = "";
    private Optional<Dataset> expected = Optional.empty();
    private String address = "";
    private long rows;
    /** Null until first used. */
    private Map<String, String> parameters;

    private RequestContext(Context http) {
        this.http = http;
        String given = http.header(CORRELATION);
        correlation = given != null && CORRELATION_FORM.matcher(given).matches() ? given : random();
    }

    /** Returns the context of a request, which is the same each time. */
    public static RequestContext of(Context http) {
        RequestContext known = http.attribute(KEY);
        if (known != null) {
            return known;
        }
        RequestContext context = new RequestContext(http);
        http.attribute(KEY, context);
        http.header(CORRELATION, context.correlation);
        return context;
    }

    private static String random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns each parameter's value; one that is given twice is an error. */
    public Map<String, String> parameters() {
        if (parameters == null) {
            parameters = Collections.unmodifiableMap(single());
        }
        return parameters;
    }

    private Map<String, String> single() {
        Map<String, List<String>> given = http.queryParamMap();
        if (given.size() > MOST_PARAMETERS) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, "At most " + MOST_PARAMETERS + " parameters are allowed.");
        }
        Map<String, String> single = new HashMap<>();
        given.forEach((name, values) -> {
            if (values.size() > 1) {
                throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, "A parameter is repeated; give each once.");
            }
            single.put(name, values.get(0));
        });
        return single;
    }

    /** The language of what is read: what was set, else what the header asks for. */
    public Language language() {
        return language.orElseGet(() -> Language.of(http.header("Accept-Language")));
    }

    /** Sets the language that the person has chosen. */
    public void setLanguage(Language chosen) {
        language = Optional.of(chosen);
    }

    /** The query as it was sent; what the caller asked for, in the journal of reads. */
    public String query() {
        return http.queryString() == null ? "" : http.queryString();
    }

    public Context http() {
        return http;
    }

    public String correlation() {
        return correlation;
    }

    public Caller getCaller() {
        return caller.orElseThrow(() -> new IllegalStateException("no caller has signed in"));
    }

    public Optional<Caller> findCaller() {
        return caller;
    }

    public void setCaller(Caller found) {
        caller = Optional.of(found);
    }

    public void setAddress(String client) {
        address = client;
    }

    /** The client's address, also behind trusted proxies. */
    public String address() {
        return address;
    }

    public void setDataset(String name) {
        dataset = name;
    }

    public String dataset() {
        return dataset;
    }

    /** Notes the dataset as it was known before the hub was asked. */
    public void expect(Dataset known) {
        expected = Optional.of(known);
    }

    public Optional<Dataset> findExpected() {
        return expected;
    }

    public void setRows(long count) {
        rows = count;
    }

    public long rows() {
        return rows;
    }

    public void setProblem(ProblemCode code) {
        problem = Optional.of(code);
    }

    public Optional<ProblemCode> findProblem() {
        return problem;
    }
}
