package yecai.hub.api.manage;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.administration.Deed;
import yecai.hub.api.route.Route.Method;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Place;
import yecai.hub.api.route.Route.Type;

/**
 * An operation of management: where it is, what it takes, and what it does in the hub.
 *
 * @param tag access, operations or events
 * @param current shows what is changed, so that If-Match can be compared with its ETag; empty where nothing is
 * @param kind whether it only asks, with a body perhaps that would be too long for an address
 */
public record Action(
        Method method,
        String path,
        String operation,
        String tag,
        String summary,
        String description,
        List<Parameter> parameters,
        Deed deed,
        Optional<Deed> current,
        Kind kind) {
    /** What happens to a repetition. */
    public enum Kind {
        /** It changes nothing. */
        ASKS,
        /** It is answered from what the hub keeps of calls. */
        WRITES,
        /** What it calls knows the key and repetitions by itself, as the functions of finance do. */
        WRITES_BY_ITSELF
    }

    public Action {
        parameters = List.copyOf(parameters);
        requireNonNull(deed, "deed is null");
        requireNonNull(current, "current is null");
    }

    static Action get(String path, String operation, String summary, Deed deed, Parameter... parameters) {
        String version = "Its ETag is the version that If-Match of a write is compared with.";
        return of(Method.GET, path, operation, summary, version, deed, Kind.ASKS, parameters);
    }

    static Action post(String path, String operation, String summary, Deed deed, Parameter... parameters) {
        String once = "Sent again with the same Idempotency-Key it is done once, and answered the same.";
        return of(Method.POST, path, operation, summary, once, deed, Kind.WRITES, parameters);
    }

    private static Action of(
            Method method,
            String path,
            String operation,
            String summary,
            String description,
            Deed deed,
            Kind kind,
            Parameter... parameters) {
        String tag = path.split("/")[3];
        return new Action(
                method, path, operation, tag, summary, description, List.of(parameters), deed, Optional.empty(), kind);
    }

    /** The same, whose effect can be made to depend on what the caller has seen. */
    Action comparing(Deed shown) {
        return with(description, Optional.of(shown), kind);
    }

    /** The same as a question. */
    Action asking() {
        String version = "Changes nothing. Its ETag is the version that If-Match of the write is compared with.";
        return with(version, current, Kind.ASKS);
    }

    /** The same, of which the hub's function knows repetitions. */
    Action byItself() {
        return with(description, current, Kind.WRITES_BY_ITSELF);
    }

    private Action with(String says, Optional<Deed> shown, Kind as) {
        return new Action(method, path, operation, tag, summary, says, parameters, deed, shown, as);
    }

    /** Whether it changes something. */
    public boolean isWrite() {
        return kind != Kind.ASKS;
    }

    static Parameter inPath(String name, String description, String example) {
        return Parameter.path(name, description, example);
    }

    static Parameter inQuery(String name, Type type, String description, String example) {
        return new Parameter(name, Place.QUERY, type, false, description, example);
    }

    static Parameter required(String name, Type type, String description, String example) {
        return new Parameter(name, Place.BODY, type, true, description, example);
    }

    static Parameter optional(String name, Type type, String description, String example) {
        return new Parameter(name, Place.BODY, type, false, description, example);
    }

    /** Why somebody does something. */
    static Parameter reason(String example) {
        return required("reason", Type.TEXT, "Why; it stays in the audit.", example);
    }

    static Parameter requiredInQuery(String name, String description, String example) {
        return new Parameter(name, Place.QUERY, Type.TEXT, true, description, example);
    }

    /** What the API's description says of it, its headers included. */
    List<Parameter> listAll() {
        List<Parameter> all = new ArrayList<>(parameters);
        if (isWrite()) {
            all.add(new Parameter(
                    RequestValues.KEY,
                    Place.HEADER,
                    Type.TEXT,
                    true,
                    "Yours for this write alone, and the same when you send it again.",
                    "4f7a0c5e-1"));
        }
        if (current.isPresent()) {
            all.add(new Parameter(
                    "If-Match",
                    Place.HEADER,
                    Type.TEXT,
                    false,
                    "The ETag of what you have seen; if it is another one by now, nothing is done.",
                    ""));
        }
        return all;
    }
}
