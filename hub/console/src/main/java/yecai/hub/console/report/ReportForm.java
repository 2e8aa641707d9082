package yecai.hub.console.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.hub.console.language.Words;
import yecai.hub.console.report.Field.Option;
import yecai.hub.session.Session;
import yecai.hub.session.ValueType;

/** The form of a report, with the choices that the reader has. */
final class ReportForm {
    private static final int MOST_CHOICES = 500;

    private ReportForm() {}

    static List<Field> fields(Report report, Session session, Values values, Words words) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Parameter parameter : report.parameters()) {
            List<Option> options = options(session, parameter, values, words);
            String type = parameter.type() == ValueType.DATE ? "date" : options.isEmpty() ? "text" : "choice";
            fields.add(field(parameter, type, values.find(parameter.name()).orElse(""), options, words));
        }
        return fields;
    }

    /** The form with what was sent, where that cannot be understood. */
    static List<Field> plain(Report report, Map<String, String> sent, Words words) {
        return report.parameters().stream()
                .map(parameter -> field(parameter, "text", sent.getOrDefault(parameter.name(), ""), List.of(), words))
                .toList();
    }

    private static Field field(Parameter parameter, String type, String value, List<Option> options, Words words) {
        String label = words.get("parameter." + parameter.name());
        return new Field(parameter.name(), label, parameter.isShown() ? type : "hidden", value, options);
    }

    private static List<Option> options(Session session, Parameter parameter, Values values, Words words)
            throws IOException {
        List<Option> options = new ArrayList<>();
        boolean isChosen =
                !parameter.choices().isEmpty() || parameter.question().isPresent();
        if (isChosen && parameter.initial().isEmpty()) {
            options.add(new Option("", words.get("choice.all")));
        }
        parameter.choices().forEach(choice -> options.add(new Option(choice, words.code(parameter.name(), choice))));
        if (parameter.question().isPresent()) {
            QuerySection.texts(session, parameter.question().get().query(values, MOST_CHOICES))
                    .forEach(row -> options.add(new Option(row.get(0), label(parameter, row, words))));
        }
        String chosen = values.find(parameter.name()).orElse("");
        if (!options.isEmpty()
                && options.stream().noneMatch(option -> option.value().equals(chosen))) {
            options.add(new Option(chosen, chosen));
        }
        return options;
    }

    private static String label(Parameter parameter, List<String> row, Words words) {
        return row.size() > 1 && row.get(1) != null
                ? row.get(0) + " · " + row.get(1)
                : words.code(parameter.name(), row.get(0));
    }
}
