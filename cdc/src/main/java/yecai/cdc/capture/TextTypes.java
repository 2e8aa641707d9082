package yecai.cdc.capture;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;

/**
 * Makes Debezium take every column of the log for a text. PostgreSQL sends values as text, and the mirror takes them as text:
 * what lies between could only lose something, such as the offset of a {@code timetz} or the NaN in a {@code numeric[]}.
 */
final class TextTypes extends TypeRegistry {
    private final PostgresType text;

    TextTypes(PostgresConnection connection) {
        super(connection);
        this.text = super.get("text");
    }

    @Override
    public PostgresType get(int oid) {
        return text == null ? super.get(oid) : text;
    }

    @Override
    public PostgresType get(String name) {
        return text == null ? super.get(name) : text;
    }
}
