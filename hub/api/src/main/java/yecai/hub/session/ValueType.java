package yecai.hub.session;

/** Types of columns in governed views, with the name that PostgreSQL's casts know. */
public enum ValueType {
    TEXT("text"),
    NUMERIC("numeric"),
    SMALLINT("smallint"),
    INTEGER("integer"),
    BIGINT("bigint"),
    DOUBLE("double precision"),
    BOOLEAN("boolean"),
    DATE("date"),
    TIMESTAMPTZ("timestamp with time zone"),
    TIMESTAMP("timestamp without time zone"),
    INTERVAL("interval"),
    UUID("uuid"),
    LSN("pg_lsn"),
    /** Can be read, but not compared or sorted. */
    JSON("jsonb"),
    TEXT_ARRAY("text[]");

    private final String sqlName;

    ValueType(String sqlName) {
        this.sqlName = sqlName;
    }

    String sqlName() {
        return sqlName;
    }

    /** Whether values can be compared and sorted. */
    public boolean isComparable() {
        return this != JSON && this != TEXT_ARRAY;
    }

    /** Whether sums and averages make sense. */
    public boolean isNumber() {
        return switch (this) {
            case NUMERIC, SMALLINT, INTEGER, BIGINT, DOUBLE -> true;
            case TEXT, BOOLEAN, DATE, TIMESTAMPTZ, TIMESTAMP, INTERVAL, UUID, LSN, JSON, TEXT_ARRAY -> false;
        };
    }

    /** The type of a name in the catalogue; text for types that the API does not know, which are then read as text. */
    static ValueType of(String sqlName) {
        for (ValueType type : values()) {
            if (type.sqlName.equals(sqlName)) {
                return type;
            }
        }
        return sqlName.equals("json") ? JSON : TEXT;
    }
}
