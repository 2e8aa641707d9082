package yecai.hub.console.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import yecai.hub.administration.Call;
import yecai.hub.administration.Call.Answer;
import yecai.hub.administration.LoginOperator;
import yecai.hub.administration.Values;
import yecai.hub.api.manage.Action;
import yecai.hub.api.manage.Actions;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Navigation;
import yecai.hub.console.page.Pages;
import yecai.hub.console.table.Shown;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Pages for DBAs and approvers: the operations of management, as tables and forms. What a person may not do the database
 * refuses; a table that it may not see is left out.
 */
public final class AdministrationPages {
    private static final String ACT = "/console/administration/act";

    private final Pages pages;
    private final KeptLogins logins;
    private final Actions actions;
    private final Map<String, Place> places = new HashMap<>();

    public AdministrationPages(Pages pages, KeptLogins logins, Actions actions) {
        this.pages = pages;
        this.logins = logins;
        this.actions = actions;
        Places.list().forEach(place -> places.put(place.key(), place));
    }

    /** Where administrators can go. */
    public static List<Navigation.Place> navigation() {
        return Places.list().stream()
                .map(place -> new Navigation.Place(place.key(), place.path()))
                .toList();
    }

    /** A page. */
    public void show(Visit visit) {
        Place place = place(visit.http().pathParam("place"), visit);
        LoginOperator operator = logins.get(visit.getSession());
        Words words = visit.words();
        List<Section> sections = new ArrayList<>();
        for (Place.Part part : place.parts()) {
            if (part instanceof Listing listing) {
                find(operator, listing)
                        .ifPresent(answer -> sections.add(new Section(
                                "part-" + listing.key(),
                                words.get("part." + listing.key()),
                                new Shown(JsonRows.table(answer, listing.array(), listing.columns()), words, Map.of()),
                                "",
                                "",
                                true,
                                List.of(),
                                "")));
            } else if (part instanceof Form form) {
                sections.add(section(form, place, words));
            }
        }
        render(visit, place, words.get("navigation." + place.key()), sections, "");
    }

    private Optional<JsonNode> find(LoginOperator operator, Listing listing) {
        try {
            Map<String, Object> values = values(actions.get(listing.operation()));
            values.putAll(listing.fixed());
            return Optional.of(new Call(operator, new Values(values), Optional.empty())
                    .read(actions.get(listing.operation()).deed())
                    .json());
        } catch (ProblemException problem) {
            if (problem.code() == ProblemCode.ACTION_NOT_ALLOWED) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private Section section(Form form, Place place, Words words) {
        Action action = actions.get(form.operation());
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("", "place", "", "hidden", false, place.key(), List.of()));
        fields.add(new Field("", "part", "", "hidden", false, form.key(), List.of()));
        for (String field : form.fields()) {
            String name = Field.NAMES.getOrDefault(field, field);
            Parameter parameter = parameter(action, name);
            List<String> choices = Field.CHOICES.getOrDefault(field, List.of());
            fields.add(new Field(
                    form.key() + "-" + field,
                    name,
                    words.get("field." + field),
                    look(parameter, name, choices),
                    parameter.isRequired(),
                    "",
                    choices.stream()
                            .skip(1)
                            .map(choice -> new Field.Option(choice, words.code(choices.get(0), choice)))
                            .toList()));
        }
        return new Section(
                "part-" + form.key(),
                words.get("part." + form.key()),
                null,
                ACT,
                UUID.randomUUID().toString(),
                !action.isWrite(),
                fields,
                words.get("part." + form.key() + ".go"));
    }

    private static String look(Parameter parameter, String name, List<String> choices) {
        if (!choices.isEmpty()) {
            return "choice";
        }
        if (name.equals("access_yml")) {
            return "area";
        }
        return switch (parameter.type()) {
            case NUMBER -> "number";
            case TEXT, TEXTS, FLAG -> name.equals("valid_to") || name.equals("expires_at") ? "date" : "text";
        };
    }

    private static Parameter parameter(Action action, String name) {
        return action.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(action.operation() + " has no " + name));
    }

    /** Does what a form asks for, and shows what came of it. */
    public void act(Visit visit) {
        Place place = place(field(visit, "place"), visit);
        LoginOperator operator = logins.get(visit.getSession());
        Form form = place.parts().stream()
                .filter(Form.class::isInstance)
                .map(Form.class::cast)
                .filter(part -> part.key().equals(field(visit, "part")))
                .findFirst()
                .orElseThrow(() -> unknown(visit));
        Action action = actions.get(form.operation());
        Map<String, Object> values = values(action);
        StringBuilder sent = new StringBuilder(form.operation());
        for (Parameter parameter : action.parameters()) {
            String given = form.fixed()
                    .getOrDefault(parameter.name(), field(visit, parameter.name()))
                    .strip();
            sent.append('\n').append(parameter.name()).append('=').append(given);
            values.put(parameter.name(), value(parameter, given, visit));
        }
        Call call = new Call(operator, new Values(values), Optional.empty());
        Answer answer = action.isWrite()
                ? call.write(field(visit, "key"), sent.toString().getBytes(UTF_8), Optional.empty(), action.deed())
                : call.read(action.deed());
        Words words = visit.words();
        List<Section> sections = new ArrayList<>();
        for (var table : JsonRows.tables(answer.json())) {
            sections.add(new Section(
                    "answer-" + sections.size(),
                    words.get("part.answer"),
                    new Shown(table, words, Map.of()),
                    "",
                    "",
                    true,
                    List.of(),
                    ""));
        }
        render(visit, place, words.get("part." + form.key()), sections, place.path());
    }

    private void render(Visit visit, Place place, String title, List<Section> sections, String back) {
        List<Crumb> trail = new ArrayList<>();
        trail.add(new Crumb(visit.words().get("navigation.home"), "/console"));
        if (!back.isEmpty()) {
            trail.add(new Crumb(visit.words().get("navigation." + place.key()), back));
        }
        pages.render(
                visit, "administration", pages.frame(visit, title, trail, place.key()), Map.of("sections", sections));
    }

    /** Every parameter is there, also those that nobody gives. */
    private static Map<String, Object> values(Action action) {
        Map<String, Object> values = new HashMap<>();
        action.parameters().forEach(parameter -> values.put(parameter.name(), null));
        return values;
    }

    private static Object value(Parameter parameter, String given, Visit visit) {
        if (given.isEmpty()) {
            if (parameter.isRequired()) {
                throw new ProblemException(
                        ProblemCode.PARAMETER_NOT_VALID, visit.words().get("part.incomplete"));
            }
            return null;
        }
        return switch (parameter.type()) {
            case TEXT ->
                given.matches("\\d{4}-\\d\\d-\\d\\d") && parameter.name().endsWith("_at")
                        ? given + "T23:59:59Z"
                        : given;
            case FLAG -> given.equals("true");
            case TEXTS -> List.of(given.split("[,\\s]+"));
            case NUMBER -> number(given, visit);
        };
    }

    private static Long number(String given, Visit visit) {
        if (!given.matches("\\d{1,18}")) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, visit.words().get("part.incomplete"));
        }
        return Long.valueOf(given);
    }

    private Place place(String key, Visit visit) {
        Place place = places.get(key);
        if (place == null) {
            throw unknown(visit);
        }
        return place;
    }

    private static ProblemException unknown(Visit visit) {
        return new ProblemException(ProblemCode.PATH_NOT_FOUND, visit.words().get("error.page"));
    }

    private static String field(Visit visit, String name) {
        String value = visit.http().formParam(name);
        return value == null ? "" : value;
    }
}
