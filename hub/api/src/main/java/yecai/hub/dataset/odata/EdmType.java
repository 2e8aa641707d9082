package yecai.hub.dataset.odata;

import java.util.Map;
import java.util.TreeMap;
import yecai.hub.dataset.Column;
import yecai.hub.session.ValueType;

/** A column's type in OData's metadata, with its facets. */
record EdmType(String name, Map<String, Object> facets) {
    private static final int MICROSECONDS = 6;

    static EdmType of(Column column) {
        ValueType type = column.type();
        Map<String, Object> facets = new TreeMap<>();
        if (type == ValueType.NUMERIC) {
            column.precision().ifPresent(precision -> facets.put("Precision", precision));
            // PostgreSQL's numeric without a limit: as many digits as the value has.
            facets.put(
                    "Scale",
                    column.scale().isPresent() ? (Object) column.scale().getAsInt() : "variable");
        } else if (type == ValueType.TIMESTAMPTZ || type == ValueType.INTERVAL) {
            facets.put("Precision", MICROSECONDS);
        }
        return new EdmType(name(type), facets);
    }

    private static String name(ValueType type) {
        return switch (type) {
            case TEXT, LSN, JSON, TIMESTAMP -> "Edm.String";
            case NUMERIC -> "Edm.Decimal";
            case SMALLINT -> "Edm.Int16";
            case INTEGER -> "Edm.Int32";
            case BIGINT -> "Edm.Int64";
            case DOUBLE -> "Edm.Double";
            case BOOLEAN -> "Edm.Boolean";
            case DATE -> "Edm.Date";
            case TIMESTAMPTZ -> "Edm.DateTimeOffset";
            case INTERVAL -> "Edm.Duration";
            case UUID -> "Edm.Guid";
            case TEXT_ARRAY -> "Collection(Edm.String)";
        };
    }
}
