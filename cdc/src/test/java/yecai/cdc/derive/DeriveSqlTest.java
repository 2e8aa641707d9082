package yecai.cdc.derive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import yecai.sql.pack.Mapping;

/** The statements of a mapping as they are sent; a placeholder that is not filled fails here. */
class DeriveSqlTest {
    private static final List<String> COLUMNS = List.of("entity_key", "name", "amount");

    private static DeriveSql sql(String keyType) {
        return DeriveSql.of(
                "acme", "map_acme", new Mapping("item.sold", "item", keyType, "I", "select 1", Map.of()), 4, COLUMNS);
    }

    private static Stream<String> all(DeriveSql sql) {
        OwnedSql owned = sql.owned();
        return Stream.of(
                sql.incremental(),
                sql.few(),
                sql.areNew(),
                sql.insertNew(),
                sql.ofKeys(),
                sql.full(),
                sql.hasNoDetails(),
                sql.notePlain(),
                sql.keys(),
                sql.badKey(),
                owned.rows(),
                owned.delete(),
                owned.others(),
                owned.gives());
    }

    /** All whitespace is one blank, and there is none inside of parentheses. */
    private static String normal(String sql) {
        return sql.replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")").strip();
    }

    @Test
    void statements_areTheExpectedOnes() throws IOException {
        for (String keyType : List.of("bigint", "text")) {
            String expected;
            try (var file = DeriveSqlTest.class.getResourceAsStream("expected-" + keyType + ".txt")) {
                expected = new String(file.readAllBytes(), UTF_8);
            }
            assertThat(all(sql(keyType)).map(DeriveSqlTest::normal))
                    .as("key: %s", keyType)
                    .containsExactlyElementsOf(expected.lines().toList());
        }
    }

    @Test
    void statements_holdNeitherPlaceholdersNorComments() {
        assertThat(Stream.concat(all(sql("bigint")), all(sql("text"))))
                .noneMatch(sql -> sql.contains("{{") || sql.contains("}}") || sql.contains("--"));
    }

    @Test
    void onlyKeysThatMayContainColons_areComparedWithOtherOwners() {
        assertThat(sql("text").incremental()).contains("hub.parked");
        assertThat(sql("varchar").incremental()).contains("hub.parked");
        assertThat(sql("bigint").incremental()).doesNotContain("hub.parked");
        assertThat(sql("uuid").incremental()).doesNotContain("hub.parked");
    }
}
