package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalIndexesIT {
    private static final String INDEXES = """
            select t.relname || ' ' || a.attname
            from pg_index as x
            inner join pg_class as t on t.oid = x.indrelid
            inner join pg_attribute as a on a.attrelid = t.oid and a.attnum = x.indkey[0]
            where t.relnamespace = 'canon'::regnamespace and x.indisprimary = %s
            """;

    /** Another index that begins with the source is taken for the primary key where a source seems to have few rows. */
    @Test
    void onlyPrimaryKeys_beginWithTheSource() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        assertThat(hub.list("postgres", INDEXES.formatted("true")))
                .hasSizeGreaterThan(20)
                .allMatch(index -> index.endsWith(" source"));
        assertThat(hub.list("postgres", INDEXES.formatted("false")))
                .hasSizeGreaterThan(20)
                .noneMatch(index -> index.endsWith(" source"));
    }
}
