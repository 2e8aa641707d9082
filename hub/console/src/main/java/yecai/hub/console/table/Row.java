package yecai.hub.console.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row.
 *
 * @param values in the order of the columns; null where there is none
 * @param isTotal whether it adds others up
 */
public record Row(List<String> values, boolean isTotal) {
    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
