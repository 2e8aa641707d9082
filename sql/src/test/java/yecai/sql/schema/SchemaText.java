package yecai.sql.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.sql.EmbeddedHub;

/** The schema of a hub as text, much as {@code pg_dump --schema-only} would give it, but in an order of names. */
final class SchemaText {
    private static final List<String> SECTIONS =
            List.of("1_schemas", "2_defaults", "3_types", "3_tables", "4_functions", "5_views");

    private SchemaText() {}

    static String of(EmbeddedHub hub) throws SQLException {
        StringBuilder text = new StringBuilder("""
                -- The hub's database as it is after `yecai migrate`: to be read, not to be run. Made from a new hub by SchemaFileIT;
                -- the sources are src/main/resources/yecai/{migrations,functions,views,dictionary}. Roles come from the bootstrap.
                """);
        try (Connection connection = hub.open("postgres");
                var statement = connection.createStatement()) {
            statement.execute(resource("0_prepare"));
            for (String section : SECTIONS) {
                try (var rows = statement.executeQuery(resource(section))) {
                    while (rows.next()) {
                        text.append('\n').append(rows.getString(1));
                    }
                }
            }
        }
        return text.toString();
    }

    private static String resource(String name) {
        try (var file = SchemaText.class.getResourceAsStream("/yecai/schema/" + name + ".sql")) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
