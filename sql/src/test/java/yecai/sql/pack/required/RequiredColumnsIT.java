package yecai.sql.pack.required;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

final class RequiredColumnsIT {
    private static final String COLUMNS = """
            select c.relname || '.' || a.attname
            from pg_class as c
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'canon'::regnamespace and c.relkind in ('r', 'p')
            """;

    @Test
    void everyCanonicalTable_isListed_withColumnsThatItHas() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        List<String> required = new ArrayList<>();
        RequiredColumns.listAll()
                .forEach((table, columns) -> columns.forEach(column -> required.add(table + "." + column)));

        assertThat(hub.list("postgres", COLUMNS)).containsAll(required);
        assertThat(RequiredColumns.listAll().keySet())
                .containsExactlyInAnyOrderElementsOf(hub.list(
                        "postgres",
                        "select c.relname from pg_class as c inner join pg_attribute as a on a.attrelid = c.oid"
                                + " and a.attname = 'entity_key' where c.relnamespace = 'canon'::regnamespace"
                                + " and c.relkind in ('r', 'p')"));
    }

    @Test
    void members_ofTheDba_maySeeWhatIsParked() throws Exception {
        assertThat(EmbeddedHub.migrated()
                        .list("postgres", "select has_table_privilege('yecai_dba', 'hub.parked', 'select')"))
                .containsExactly("t");
    }
}
