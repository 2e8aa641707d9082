package yecai.hub.dataset;

import yecai.hub.session.ValueType;

/** Types as the API names them. */
public final class TypeName {
    private TypeName() {}

    /** Returns the name in the list of datasets. */
    public static String of(ValueType type) {
        return switch (type) {
            case TEXT, UUID, LSN -> "text";
            case NUMERIC -> "decimal";
            case SMALLINT, INTEGER, BIGINT -> "integer";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case TIMESTAMPTZ -> "timestamp";
            case TIMESTAMP -> "local timestamp";
            case INTERVAL -> "duration";
            case JSON -> "json";
            case TEXT_ARRAY -> "text list";
        };
    }
}
