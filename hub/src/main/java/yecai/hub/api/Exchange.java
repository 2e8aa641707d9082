package yecai.hub.api;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** One request and what is known of it so far. */
final class Exchange {
    static final String CORRELATION = "X-Correlation-Id";
    private static final String KEY = "yecai.exchange";
    private static final Pattern CORRELATION_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_PARAMETERS = 50;

    private final Context http;
    private final String correlation;
    private Optional<Caller> caller = Optional.empty();
    private Optional<ProblemCode> problem = Optional.empty();
    private String dataset = "";
    private long rows;
    /** Null until somebody asks. */
    private Map<String, String> parameters;

    private Exchange(Context http) {
        this.http = http;
        String given = http.header(CORRELATION);
        correlation = given != null && CORRELATION_FORM.matcher(given).matches() ? given : random();
    }

    /** Returns the exchange of a request, which is the same each time. */
    static Exchange of(Context http) {
        Exchange known = http.attribute(KEY);
        if (known != null) {
            return known;
        }
        Exchange exchange = new Exchange(http);
        http.attribute(KEY, exchange);
        http.header(CORRELATION, exchange.correlation);
        return exchange;
    }

    private static String random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns each parameter's value; one that is given twice is an error. */
    Map<String, String> parameters() {
        if (parameters == null) {
            parameters = Collections.unmodifiableMap(single());
        }
        return parameters;
    }

    private Map<String, String> single() {
        Map<String, List<String>> given = http.queryParamMap();
        if (given.size() > MOST_PARAMETERS) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, "There are more than " + MOST_PARAMETERS + " parameters.");
        }
        Map<String, String> single = new HashMap<>();
        given.forEach((name, values) -> {
            if (values.size() > 1) {
                throw new ProblemException(
                        ProblemCode.PARAMETER_NOT_VALID, "A parameter is given more than once; give each once.");
            }
            single.put(name, values.get(0));
        });
        return single;
    }

    Language language() {
        return Language.of(http.header("Accept-Language"));
    }

    /** The query as it was sent; what the caller asked for, in the journal of reads. */
    String query() {
        return http.queryString() == null ? "" : http.queryString();
    }

    Context http() {
        return http;
    }

    String correlation() {
        return correlation;
    }

    Caller getCaller() {
        return caller.orElseThrow(() -> new IllegalStateException("nobody has signed in"));
    }

    Optional<Caller> findCaller() {
        return caller;
    }

    void setCaller(Caller found) {
        caller = Optional.of(found);
    }

    void setDataset(String name) {
        dataset = name;
    }

    String dataset() {
        return dataset;
    }

    void setRows(long count) {
        rows = count;
    }

    long rows() {
        return rows;
    }

    void setProblem(ProblemCode code) {
        problem = Optional.of(code);
    }

    Optional<ProblemCode> findProblem() {
        return problem;
    }
}
