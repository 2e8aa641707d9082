package yecai.hub.console.report;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.console.language.Words;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.ValueType;

/** What a page was asked for. */
public final class Values {
    private static final int LONGEST = 200;

    private final List<Parameter> parameters;
    private final Map<String, String> texts = new HashMap<>();

    private Values(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** Takes what was sent; what is not a day, or too long, is told in the visitor's language. */
    static Values of(List<Parameter> parameters, Map<String, String> sent, Words words, Clock clock) {
        Values values = initial(parameters, clock);
        for (Parameter parameter : parameters) {
            String text = sent.get(parameter.name());
            if (text != null && (!text.isBlank() || parameter.initial().isEmpty())) {
                values.texts.put(parameter.name(), checked(parameter, text.strip(), words));
            }
        }
        return values;
    }

    /** What holds where nothing is said. */
    public static Values of(List<Parameter> parameters, Clock clock) {
        return initial(parameters, clock);
    }

    /** What holds where nothing is said. */
    static Values initial(List<Parameter> parameters, Clock clock) {
        Values values = new Values(parameters);
        for (Parameter parameter : parameters) {
            values.texts.put(
                    parameter.name(),
                    parameter.initial().equals(Parameter.TODAY)
                            ? LocalDate.now(clock).toString()
                            : parameter.initial());
        }
        return values;
    }

    private static String checked(Parameter parameter, String text, Words words) {
        String label = words.get("parameter." + parameter.name());
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, words.get("error.long", label, LONGEST));
        }
        if (parameter.type() == ValueType.DATE && !text.isEmpty()) {
            try {
                return LocalDate.parse(text).toString();
            } catch (DateTimeException wrong) {
                throw new ProblemException(ProblemCode.PARAMETER_NOT_VALID, words.get("error.day", label, text), wrong);
            }
        }
        return text;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** The value of a parameter; empty where there is none. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
    }

    /** All of them by name. */
    public Map<String, String> map() {
        return Map.copyOf(texts);
    }
}
