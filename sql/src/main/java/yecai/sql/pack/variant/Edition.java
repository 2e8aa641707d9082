package yecai.sql.pack.variant;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * A version of the ERP, known by its tables and columns, so that no right is needed to tell it.
 *
 * @param name for people, such as {@code Odoo 19}
 * @param has {@code schema.table} and {@code schema.table.column} that are all there
 * @param lacks those of which none is there
 * @param isSupported whether the pack can read it
 */
public record Edition(String name, List<String> has, List<String> lacks, boolean isSupported) {
    public Edition {
        requireNonNull(name, "name is null");
        has = List.copyOf(has);
        lacks = List.copyOf(lacks);
    }

    /** Returns whether an ERP with these tables and columns is of this version. */
    public boolean fits(Set<String> there) {
        return there.containsAll(has) && lacks.stream().noneMatch(there::contains);
    }
}
