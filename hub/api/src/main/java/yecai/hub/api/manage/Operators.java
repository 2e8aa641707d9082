package yecai.hub.api.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import yecai.hub.administration.Administration;
import yecai.hub.administration.Operator;
import yecai.hub.administration.PrincipalOperator;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.signin.Caller;
import yecai.hub.api.signin.SignIn;
import yecai.hub.session.ActingConnections;

/**
 * Finds out who manages. HTTP Basic with a password that is no token and no JWT is a login of the hub's database; everything else
 * signs in as for data, and may do what its principal may.
 */
public final class Operators {
    private static final String KEY = "yecai.operator";
    private static final String BASIC = "Basic ";

    private record Pair(String name, String password) {
        /** Tokens and JWTs are passwords of Basic with any name. */
        boolean isLogin() {
            return !name.isEmpty() && !password.startsWith("yecai_") && !password.startsWith("eyJ");
        }
    }

    private final SignIn signIn;
    private final Administration administration;
    private final ActingConnections acting;

    public Operators(SignIn signIn, Administration administration, ActingConnections acting) {
        this.signIn = signIn;
        this.administration = administration;
        this.acting = acting;
    }

    /** Signs the request's sender in, and returns the caller for logs and limits. */
    public Caller signIn(RequestContext context, Optional<String> certificateSubject) {
        String authorization = context.http().header("Authorization");
        Optional<Pair> login = basic(authorization).filter(Pair::isLogin);
        if (login.isPresent()) {
            Operator operator =
                    administration.signIn(login.get().name(), login.get().password(), context.address());
            context.http().attribute(KEY, operator);
            return new Caller(operator.name(), "login " + operator.name(), List.of("*"), Instant.MAX, Optional.empty());
        }
        Caller caller = signIn.signIn(authorization, context.address(), certificateSubject);
        context.http().attribute(KEY, new PrincipalOperator(acting, caller.reader()));
        return caller;
    }

    /** Returns who has signed in with this request. */
    public static Operator of(Context http) {
        Operator operator = http.attribute(KEY);
        if (operator == null) {
            throw new IllegalStateException("nobody has signed in");
        }
        return operator;
    }

    private static Optional<Pair> basic(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Pair(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
