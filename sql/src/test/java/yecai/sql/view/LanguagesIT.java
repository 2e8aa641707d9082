package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** A third language is data: a row of the settings and names in it, without a migration. */
final class LanguagesIT {
    private static final List<String> NAMED =
            List.of("customer", "supplier", "material", "unit_of_measure", "payment_term", "currency");

    @Test
    void aThirdLanguage_isAddedAsData() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        Reader reader = Reader.add(hub, "languages_reader", "finance_reader").grant("company", "*");
        for (String entity : NAMED) {
            hub.run(
                    "yecai_capture",
                    "insert into canon." + entity + " (source, entity_key, name, names) values ('lang', 'full', 'Pump',"
                            + " '{\"en\": \"Pump\", \"zh\": \"泵\", \"de\": \"Pumpe\"}'), ('lang', 'part', 'Valve', '{\"en\": \"Valve\"}')");
        }
        assertThatThrownBy(() -> reader.list("set yecai.language = 'de'; select name from finance.customer"))
                .hasMessageContaining("yecai.language is 'de', which this hub does not have");
        hub.run("postgres", "update hub.setting set value = value || ', de' where name = 'languages'");
        try {
            for (String entity : NAMED) {
                String names = "select string_agg(name, ', ' order by entity_key) from finance." + entity
                        + " where source = 'lang'";
                assertThat(reader.list("set yecai.language = 'de'; " + names))
                        .as(entity)
                        .containsExactly("Pumpe, Valve");
                assertThat(reader.list("set yecai.language = 'zh'; " + names))
                        .as(entity)
                        .containsExactly("泵, Valve");
                assertThat(reader.list(names)).as(entity).containsExactly("Pump, Valve");
            }
        } finally {
            hub.run("postgres", "update hub.setting set value = 'en, zh' where name = 'languages'");
            for (String entity : NAMED) {
                hub.run("yecai_capture", "delete from canon." + entity + " where source = 'lang'");
            }
        }
    }
}
