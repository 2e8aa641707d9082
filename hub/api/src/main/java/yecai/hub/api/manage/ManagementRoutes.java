package yecai.hub.api.manage;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import yecai.hub.administration.Call;
import yecai.hub.administration.Call.Answer;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.route.Route;
import yecai.hub.api.route.Route.Method;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Management over HTTP: access, sources, webhooks. */
public final class ManagementRoutes {
    private static final String JSON = "application/json";

    private final Runnable afterWrite;
    private final Actions actions;

    /** @param afterWrite what the API remembers of callers may have changed */
    public ManagementRoutes(Runnable afterWrite, Actions actions) {
        this.afterWrite = afterWrite;
        this.actions = actions;
    }

    /** Lists the operations. */
    public List<Route> list() {
        return actions.list().stream().map(this::route).toList();
    }

    /** Whether an address is one of management, whose writes have a body. */
    public static boolean takesBodies(Context http) {
        return http.method().name().equals("POST")
                && (http.path().startsWith("/api/v1/access/")
                        || http.path().startsWith("/api/v1/books/")
                        || http.path().startsWith("/api/v1/operations/")
                        || http.path().startsWith("/api/v1/events/"));
    }

    private Route route(Action action) {
        return new Route(
                action.method(),
                action.path(),
                action.operation(),
                action.tag(),
                action.summary(),
                action.description(),
                Route.Access.OPERATORS,
                action.listAll(),
                List.of(JSON),
                http -> handle(action, http));
    }

    private void handle(Action action, Context http) {
        RequestContext context = RequestContext.of(http);
        RequestValues request = new RequestValues(action, context);
        Optional<String> expected = Optional.ofNullable(http.header("If-Match"));
        if (expected.isPresent() && action.current().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, "This operation compares nothing: leave If-Match out.");
        }
        Call call = new Call(Operators.of(http), request.read(), expected);
        Answer answer = action.kind() == Action.Kind.WRITES
                ? call.write(request.key(), request.fingerprint(), action.current(), action.deed())
                : call.read(action.deed());
        if (action.isWrite()) {
            http.header("Idempotency-Replayed", Boolean.toString(answer.isRepeated()));
            afterWrite.run();
        } else {
            http.header("ETag", answer.tag());
            if (action.method() == Method.GET && answer.tag().equals(http.header("If-None-Match"))) {
                http.status(304);
                return;
            }
        }
        http.header("Cache-Control", "private, no-store");
        http.contentType(JSON).result(answer.json().toString());
    }
}
