package yecai.hub.console.administration;

import java.util.List;
import yecai.hub.console.table.Shown;

/**
 * A part of a page as it is shown: a table, or a form.
 *
 * @param table null for a form
 * @param key the idempotency key of the form's write
 * @param isRead whether the form only asks
 * @param button what its button says
 */
public record Section(
        String id,
        String title,
        Shown table,
        String action,
        String key,
        boolean isRead,
        List<Field> fields,
        String button) {
    public Section {
        fields = List.copyOf(fields);
    }
}
