package yecai.hub.console.administration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import yecai.hub.api.manage.Action;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.language.Words;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Makes forms of what operations take, and values for operations of what forms send. */
final class Forms {
    private static final List<String> FIRST_DAYS = List.of("valid_from");
    private static final List<String> LAST_DAYS = List.of("valid_to", "expires_at");

    private Forms() {}

    /**
     * The form as it is shown.
     *
     * @param given what the address says of a parameter, so that a link can fill the form in; null where it says nothing
     */
    static Section section(
            Form form, Action action, Place place, String post, Words words, UnaryOperator<String> given) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("", "place", "", "hidden", false, place.key(), List.of()));
        fields.add(new Field("", "part", "", "hidden", false, form.key(), List.of()));
        for (String field : form.fields()) {
            String name = Field.NAMES.getOrDefault(field, field);
            Parameter parameter = parameter(action, name);
            List<String> choices = Field.CHOICES.getOrDefault(field, List.of());
            String value = given.apply(name);
            fields.add(new Field(
                    form.key() + "-" + field,
                    name,
                    words.get("field." + field),
                    look(parameter, name, choices),
                    parameter.isRequired(),
                    value == null ? "" : value,
                    choices.stream()
                            .skip(1)
                            .map(choice -> new Field.Option(choice, words.code(choices.get(0), choice)))
                            .toList()));
        }
        return new Section(
                "part-" + form.key(),
                words.get("part." + form.key()),
                null,
                post,
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
            case TEXT, TEXTS, FLAG -> FIRST_DAYS.contains(name) || LAST_DAYS.contains(name) ? "date" : "text";
        };
    }

    private static Parameter parameter(Action action, String name) {
        return action.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(action.operation() + " has no " + name));
    }

    /** Every parameter is there, also those that nobody gives. */
    static Map<String, Object> none(Action action) {
        Map<String, Object> values = new HashMap<>();
        action.parameters().forEach(parameter -> values.put(parameter.name(), null));
        return values;
    }

    /** What a form sends, as the operation takes it. */
    static Map<String, Object> values(Form form, Action action, UnaryOperator<String> sent, Words words) {
        Map<String, Object> values = none(action);
        for (Parameter parameter : action.parameters()) {
            values.put(parameter.name(), value(parameter, text(form, parameter, sent), words));
        }
        return values;
    }

    /** What a form sends, as a text by which a repetition is known. */
    static String fingerprint(Form form, Action action, UnaryOperator<String> sent) {
        StringBuilder text = new StringBuilder(form.operation());
        action.parameters()
                .forEach(parameter ->
                        text.append('\n').append(parameter.name()).append('=').append(text(form, parameter, sent)));
        return text.toString();
    }

    private static String text(Form form, Parameter parameter, UnaryOperator<String> sent) {
        return form.fixed()
                .getOrDefault(parameter.name(), sent.apply(parameter.name()))
                .strip();
    }

    private static Object value(Parameter parameter, String given, Words words) {
        if (given.isEmpty()) {
            if (parameter.isRequired()) {
                throw incomplete(words);
            }
            return null;
        }
        return switch (parameter.type()) {
            case TEXT ->
                LAST_DAYS.contains(parameter.name()) && given.matches("\\d{4}-\\d\\d-\\d\\d")
                        ? given + "T23:59:59Z"
                        : given;
            case FLAG -> given.equals("true");
            case TEXTS -> List.of(given.split("[,\\s]+"));
            case NUMBER -> {
                if (!given.matches("\\d{1,18}")) {
                    throw incomplete(words);
                }
                yield Long.valueOf(given);
            }
        };
    }

    private static ProblemException incomplete(Words words) {
        return new ProblemException(ProblemCode.PARAMETER_NOT_VALID, words.get("part.incomplete"));
    }
}
