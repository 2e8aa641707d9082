package yecai.cdc.capture;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import yecai.cdc.change.Change.Unchanged;

/**
 * Reads one column's value: the text that the ERP's server sent.
 *
 * @param placeholder the text that stands for an unchanged large value
 */
record ColumnReader(Field field, String placeholder) {
    /** Returns null, a text, or {@link Unchanged}. */
    Object read(Struct row) {
        Object value = row.getWithoutDefault(field.name());
        if (value == null || value instanceof String) {
            return placeholder.equals(value) ? Unchanged.UNCHANGED : value;
        }
        throw new IllegalStateException("column " + field.name() + " came as "
                + value.getClass().getSimpleName() + ", not as the text that the ERP sent");
    }
}
