package yecai.hub.console.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import yecai.hub.administration.BookDeeds;
import yecai.hub.administration.Call;
import yecai.hub.administration.Call.Answer;
import yecai.hub.administration.Operator;
import yecai.hub.administration.PrincipalOperator;
import yecai.hub.administration.Values;
import yecai.hub.api.ApiDoor;
import yecai.hub.api.manage.Action;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;
import yecai.hub.console.language.Words;
import yecai.hub.console.page.Crumb;
import yecai.hub.console.page.Navigation;
import yecai.hub.console.page.Pages;
import yecai.hub.console.table.Shown;
import yecai.hub.console.table.Table;
import yecai.hub.console.visit.Visit;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Pages on which something is done, for DBAs and approvers and for people who write for finance: the operations of management, as
 * tables and forms. What a person may not do the database refuses; a table that it may not see is left out.
 */
public final class AdministrationPages {
    private static final String ACT = "/console/administration/act";
    private static final String KEY = "idempotency_key";

    private final ApiDoor door;
    private final Pages pages;
    private final KeptLogins logins;
    private final Map<String, Place> places = new HashMap<>();

    public AdministrationPages(ApiDoor door, Pages pages, KeptLogins logins) {
        this.door = door;
        this.pages = pages;
        this.logins = logins;
        Stream.concat(Places.listForAdministrators().stream(), Places.listForWriters().stream())
                .forEach(place -> places.put(place.path(), place));
    }

    /** Where administrators can go. */
    public static List<Navigation.Place> navigation() {
        return Places.listForAdministrators().stream()
                .map(place -> new Navigation.Place(place.key(), place.path()))
                .toList();
    }

    /** The addresses of pages for people who write for finance. */
    public static List<String> listPathsForWriters() {
        return Places.listForWriters().stream().map(Place::path).toList();
    }

    /** A page. */
    public void show(Visit visit) {
        Place place = Optional.ofNullable(places.get(visit.http().path())).orElseThrow(() -> unknown(visit));
        Operator operator = operator(place, visit);
        Words words = visit.words();
        List<Section> sections = new ArrayList<>();
        for (Place.Part part : place.parts()) {
            if (part instanceof Listing listing) {
                find(operator, listing)
                        .ifPresent(answer -> sections.add(section(
                                "part-" + listing.key(),
                                words.get("part." + listing.key()),
                                JsonRows.table(answer, listing.array(), listing.columns()),
                                words)));
            } else if (part instanceof Form form) {
                sections.add(Forms.section(form, action(form), place, ACT, words, visit.parameters()::get));
            }
        }
        render(visit, place, words.get("navigation." + place.key()), sections, false);
    }

    private static Section section(String id, String title, Table table, Words words) {
        return new Section(id, title, new Shown(table, words, Map.of()), "", "", true, List.of(), "");
    }

    /** Who acts, and with whose rights. */
    private Operator operator(Place place, Visit visit) {
        return switch (place.audience()) {
            case ADMINISTRATORS -> logins.get(visit.getSession());
            case WRITERS -> writer(visit);
        };
    }

    private Operator writer(Visit visit) {
        visit.requireReader();
        Operator writer = new PrincipalOperator(
                door.sessions().acting(), visit.getSession().reader());
        if (!new Call(writer, new Values(Map.of()), Optional.empty())
                .read(BookDeeds.MAY_WRITE)
                .json()
                .path("may_write")
                .asBoolean()) {
            throw new ProblemException(
                    ProblemCode.ACTION_NOT_ALLOWED, visit.words().get("error.writer"));
        }
        return writer;
    }

    private Action action(Form form) {
        return door.actions().get(form.operation());
    }

    private Optional<JsonNode> find(Operator operator, Listing listing) {
        Action action = door.actions().get(listing.operation());
        try {
            Map<String, Object> values = Forms.none(action);
            values.putAll(listing.fixed());
            return Optional.of(new Call(operator, new Values(values), Optional.empty())
                    .read(action.deed())
                    .json());
        } catch (ProblemException problem) {
            if (problem.code() == ProblemCode.ACTION_NOT_ALLOWED) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    /** Does what a form asks for, and shows what came of it. */
    public void act(Visit visit) {
        Place place = places.values().stream()
                .filter(one -> one.key().equals(field(visit, "place")))
                .findFirst()
                .orElseThrow(() -> unknown(visit));
        Operator operator = operator(place, visit);
        Form form = place.parts().stream()
                .filter(Form.class::isInstance)
                .map(Form.class::cast)
                .filter(part -> part.key().equals(field(visit, "part")))
                .findFirst()
                .orElseThrow(() -> unknown(visit));
        Words words = visit.words();
        Answer answer = act(operator, form, visit);
        List<Section> sections = new ArrayList<>();
        for (Table table : JsonRows.tables(answer.json(), words)) {
            sections.add(section("answer-" + sections.size(), words.get("part.answer"), table, words));
        }
        render(visit, place, words.get("part." + form.key()), sections, true);
    }

    private Answer act(Operator operator, Form form, Visit visit) {
        Action action = action(form);
        Map<String, Object> values = Forms.values(form, action, name -> field(visit, name), visit.words());
        String key = field(visit, "key");
        return switch (action.kind()) {
            case ASKS -> new Call(operator, new Values(values), Optional.empty()).read(action.deed());
            case WRITES -> {
                byte[] sent = Forms.fingerprint(form, action, name -> field(visit, name))
                        .getBytes(UTF_8);
                yield new Call(operator, new Values(values), Optional.empty())
                        .write(key, sent, Optional.empty(), action.deed());
            }
            case WRITES_BY_ITSELF -> {
                values.put(KEY, key);
                yield new Call(operator, new Values(values), Optional.empty()).read(action.deed());
            }
        };
    }

    private void render(Visit visit, Place place, String title, List<Section> sections, boolean isAnswer) {
        Words words = visit.words();
        List<Crumb> trail = new ArrayList<>();
        trail.add(new Crumb(words.get("navigation.home"), "/console"));
        if (place.audience() == Place.Audience.WRITERS) {
            trail.add(new Crumb(words.get("navigation." + place.navigation()), "/console/" + place.navigation()));
        }
        if (isAnswer) {
            trail.add(new Crumb(words.get("navigation." + place.key()), place.path()));
        }
        pages.render(
                visit,
                "administration",
                pages.frame(visit, title, trail, place.navigation()),
                Map.of("sections", sections));
    }

    private static ProblemException unknown(Visit visit) {
        return new ProblemException(ProblemCode.PATH_NOT_FOUND, visit.words().get("error.page"));
    }

    private static String field(Visit visit, String name) {
        String value = visit.http().formParam(name);
        return value == null ? "" : value;
    }
}
