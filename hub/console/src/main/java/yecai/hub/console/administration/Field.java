package yecai.hub.console.administration;

import java.util.List;
import java.util.Map;

/**
 * A field of a form as it is shown.
 *
 * @param name of the operation's parameter
 * @param look text, date, number, area or choice
 * @param options of a choice: values and their words
 */
public record Field(
        String id, String name, String label, String look, boolean isRequired, String value, List<Option> options) {
    /** One of a choice. */
    public record Option(String value, String label) {}

    /** Choices by the name of the field, each with the kind of code whose words say what they mean. */
    static final Map<String, List<String>> CHOICES = Map.of(
            "dimension_kind", List.of("dimension", "company", "plant", "cost_center", "customer_group"),
            "kind", List.of("operation", "accept", "ignore", "copy", "reconcile", "repair"),
            "confirm", List.of("decision", "true", "false"),
            "webhook_state", List.of("webhook", "active", "paused", "ended"));

    /** Fields that stand for a parameter of another name. */
    static final Map<String, String> NAMES = Map.of("dimension_kind", "kind", "webhook_state", "state");

    public Field {
        options = List.copyOf(options);
    }
}
