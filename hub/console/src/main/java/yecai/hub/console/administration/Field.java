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
            "webhook_state", List.of("webhook", "active", "paused", "ended"),
            "sees_operations", List.of("truth", "false", "true"),
            "dry_run", List.of("dry_run", "true", "false"),
            "code_kind",
                    List.of(
                            "kind",
                            "customer",
                            "supplier",
                            "material",
                            "account",
                            "company",
                            "plant",
                            "cost_center",
                            "unit",
                            "payment_term",
                            "employee",
                            "currency"));

    /** Fields that stand for a parameter of another name. */
    static final Map<String, String> NAMES =
            Map.of("dimension_kind", "kind", "webhook_state", "state", "code_kind", "kind");

    public Field {
        options = List.copyOf(options);
    }
}
