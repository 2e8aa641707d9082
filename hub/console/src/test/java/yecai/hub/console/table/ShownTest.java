package yecai.hub.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.console.language.Words;
import yecai.hub.dataset.Language;

/** Moments are shown alike however the hub writes them, and what can be done with a row is no data. */
final class ShownTest {
    private static final Words WORDS = Words.of(Language.EN);

    @ParameterizedTest
    @CsvSource({
        "2026-11-30 08:09:10.123456+00,2026-11-30 08:09:10 UTC",
        "2026-11-30T08:09:10.123456+00:00,2026-11-30 08:09:10 UTC",
        "2026-11-30T08:09:10+02:00,2026-11-30 06:09:10 UTC",
        "infinity,no end",
        "tomorrow,tomorrow"
    })
    void moment_isInUtc(String value, String shown) {
        Table table = new Table(List.of(Column.moment("since")), List.of(new Row(List.of(value), false)), false);
        assertThat(new Shown(table, WORDS, Map.of())
                        .cell(table.rows().get(0), table.columns().get(0))
                        .text())
                .isEqualTo(shown);
    }

    /** Figures stand below each other, also where one is missing. */
    @Test
    void missingNumber_standsWhereNumbersStand() {
        Column amount = Column.count("amount");
        Column name = Column.text("name");
        Row row = new Row(java.util.Arrays.asList(null, null), false);
        Shown shown = new Shown(new Table(List.of(amount, name), List.of(row), false), WORDS, Map.of());
        assertThat(shown.cell(row, amount).look()).isEqualTo("none number");
        assertThat(shown.cell(row, name).look()).isEqualTo("none");
    }

    @Test
    void action_leadsSomewhere_andIsInNoFile() {
        Column action = Column.action("map_code", Link.to("/console/codes/map").with("source_code", "source_code"));
        Table table = new Table(
                List.of(Column.text("source_code"), action),
                List.of(new Row(List.of("K 1", "map_code"), false)),
                false);
        Cell cell = new Shown(table, WORDS, Map.of()).cell(table.rows().get(0), action);
        assertThat(cell.text()).isEqualTo("Map this code");
        assertThat(cell.address()).isEqualTo("/console/codes/map?source_code=K+1");
        assertThat(new String(TableFile.csv(table.data()), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFsource_code\r\nK 1\r\n");
    }
}
