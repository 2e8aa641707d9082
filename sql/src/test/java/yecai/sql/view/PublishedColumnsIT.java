package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.EmbeddedHub;

/**
 * What readers rely on: the columns of each published view and function, their order and types, as they are in
 * {@code published/<schema>.txt}. A test that fails here says that the published contract changes. If that is meant,
 * write the change into the file and into the changelog.
 */
class PublishedColumnsIT {
    private static final String COLUMNS = """
            select p.line
            from (
                select c.relname as name, a.attnum as place, format(
                    '%%s.%%s %%s%%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    (select format(' collate %%I', l.collname) from pg_collation as l
                    where l.oid = a.attcollation and l.collname <> 'default')
                ) as line
                from pg_class as c
                inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
                where c.relnamespace = '%1$s'::regnamespace
                union all
                select f.proname, 0, format(
                    '%%s(%%s) %%s', f.proname, pg_get_function_arguments(f.oid), pg_get_function_result(f.oid)
                )
                from pg_proc as f
                where f.pronamespace = '%1$s'::regnamespace
            ) as p
            order by p.name collate "C", p.place
            """;

    private static EmbeddedHub hub;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance", "production", "reporting"})
    void columns_areThoseOfTheContract(String schema) throws Exception {
        assertThat(hub.list("postgres", COLUMNS.formatted(schema)))
                .as("columns of schema %s; its contract is published/%s.txt", schema, schema)
                .containsExactlyElementsOf(contract(schema));
    }

    private static List<String> contract(String schema) throws IOException {
        try (var stream =
                PublishedColumnsIT.class.getResourceAsStream("/yecai/sql/view/published/" + schema + ".txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
