package yecai.hub.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yecai.hub.administration.Call;
import yecai.hub.administration.EventDeeds;
import yecai.hub.administration.Operator;
import yecai.hub.administration.Values;
import yecai.hub.api.journal.AccessEntry;
import yecai.hub.api.manage.Operators;
import yecai.hub.api.read.ReadJournal;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.route.Route;
import yecai.hub.api.route.Route.Method;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.api.route.Route.Place;
import yecai.hub.api.route.Route.Type;
import yecai.hub.api.signin.Caller;
import yecai.hub.event.CloudEvent;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.EventQueue;

/** Reads events: a page, or a stream that goes on. */
public final class EventRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STREAM = "text/event-stream";
    private static final long MOST = 1_000;
    private static final String LATEST = "latest";

    private final EventQueue queue;
    private final EventStreams streams;
    private final ReadJournal journal;

    public EventRoutes(EventQueue queue, EventStreams streams, ReadJournal journal) {
        this.queue = queue;
        this.streams = streams;
        this.journal = journal;
    }

    /** Lists the operations. */
    public List<Route> list() {
        return List.of(new Route(
                Method.GET,
                "/api/v1/events",
                "readEvents",
                "events",
                "Read what happened, in order",
                "A page of CloudEvents and `next`, where to go on; with `Accept: text/event-stream` a stream that goes on"
                        + " by itself and, with Last-Event-ID, where it was broken off. Each event has a position that no"
                        + " later one goes below, and you see those of companies whose rows you may read.",
                Route.Access.OPERATORS,
                List.of(
                        Parameter.query(
                                "after",
                                "Position after which to begin, or `latest`; from the oldest that is kept.",
                                "0"),
                        new Parameter(
                                "types", Place.QUERY, Type.TEXT, false, "Only these, with commas.", "order.shipped"),
                        new Parameter(
                                "limit", Place.QUERY, Type.NUMBER, false, "The most events of a page; 100.", "100")),
                List.of("application/json", STREAM),
                this::read));
    }

    private void read(Context http) throws IOException {
        RequestContext context = RequestContext.of(http);
        Map<String, String> parameters = context.parameters();
        if (!List.of("after", "types", "limit").containsAll(parameters.keySet())) {
            throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, "It takes after, types and limit.");
        }
        String accept = http.header("Accept");
        boolean isStream = accept != null
                && accept.contains(STREAM)
                && http.method().name().equals("GET");
        String last = isStream ? http.header("Last-Event-ID") : null;
        long after = after(last == null || last.isBlank() ? parameters.get("after") : last, isStream);
        List<String> types = parameters.get("types") == null
                ? List.of()
                : List.of(parameters.get("types").split(","));
        context.setDataset("hub.event");
        Operator operator = Operators.of(http);
        Page page = page(operator, context.getCaller(), after, types, number(parameters.getOrDefault("limit", "100")));
        context.setRows(page.events().size());
        journal.record(context, AccessEntry.Action.LIST, "200");
        if (isStream) {
            streams.open(context, operator, types, after);
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode events = answer.putArray("events");
        page.events().forEach(event -> events.add(event.json()));
        answer.put("next", page.next());
        http.contentType("application/json").result(answer.toString());
    }

    /** Events of a page, and where to go on. */
    record Page(List<CloudEvent> events, long next) {}

    static Page page(Operator operator, Caller caller, long after, List<String> types, long limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("after", after);
        values.put("limit", Math.min(limit, MOST));
        values.put("types", types);
        JsonNode found = new Call(operator, new Values(values), java.util.Optional.empty())
                .read(EventDeeds.AFTER)
                .json();
        if (after > 0 && after < found.get("removed_through").asLong()) {
            throw new ProblemException(
                    ProblemCode.MOVED_ON,
                    "Events up to " + found.get("removed_through").asLong()
                            + " are kept no longer: read what you need from the datasets, and begin with after=latest.");
        }
        List<CloudEvent> events = CloudEvent.list(found.get("events")).stream()
                .filter(event -> !event.event().path("dataset").isTextual()
                        || caller.covers(event.event().get("dataset").asText()))
                .toList();
        return new Page(events, found.get("next").asLong());
    }

    private long after(String given, boolean isStream) {
        if (given == null || given.isEmpty()) {
            return isStream ? queue.last() : 0;
        }
        return given.equals(LATEST) ? queue.last() : number(given);
    }

    private static long number(String given) {
        if (!given.matches("\\d{1,18}")) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, "after and limit are whole numbers; after may be `latest`.");
        }
        return Long.parseLong(given);
    }
}
