package yecai.cdc.mirror;

import static java.util.Objects.requireNonNull;

import yecai.sql.text.Identifier;

/**
 * A column of a mirror table.
 *
 * @param name the same as in the ERP
 * @param type SQL type in the mirror, as {@code format_type} writes it; types that only the ERP has are {@code text}
 */
public record MirrorColumn(String name, String type) {
    public MirrorColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    public String quoted() {
        return Identifier.quote(name);
    }
}
