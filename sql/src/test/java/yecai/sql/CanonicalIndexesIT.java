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

    /** What RATIONALE.md names as the conditions under which hub.govern alone could partition the tables by source. */
    @Test
    void canonicalTables_couldBePartitionedBySource() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        assertThat(hub.list("postgres", """
                        select format('%s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
                        from pg_constraint as k
                        inner join pg_class as c on c.oid in (k.conrelid, k.confrelid)
                        where c.relnamespace = 'canon'::regnamespace
                            and k.contype not in ('c', 'n')
                            and pg_get_constraintdef(k.oid) <> 'PRIMARY KEY (source, entity_key)'
                        """)).isEmpty();
        assertThat(hub.list("postgres", """
                        select x.indexrelid::regclass::text
                        from pg_index as x
                        inner join pg_class as c on c.oid = x.indrelid
                        where c.relnamespace = 'canon'::regnamespace and x.indisunique and not x.indisprimary
                            and not exists (
                                select from pg_attribute as s
                                where s.attrelid = c.oid and s.attname = 'source' and s.attnum = any (x.indkey)
                            )
                        union all
                        select format('%s.%I', a.attrelid::regclass, a.attname)
                        from pg_attribute as a
                        inner join pg_class as c on c.oid = a.attrelid
                        where c.relnamespace = 'canon'::regnamespace and a.attnum > 0 and a.attidentity <> ''
                        """)).isEmpty();
    }

    /** Readers of some companies search by these columns: another index would look at hidden rows, and statistics count them. */
    @Test
    void columnsThatReadersSearchBy_standBehindTheCompany_andHaveNoStatistics() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        assertThat(hub.list("postgres", "select name from hub.plain_column"))
                .contains("posting_date", "due_date", "customer", "document_no")
                .doesNotContain("company", "source", "entity_key");
        assertThat(hub.list("postgres", """
                        select a.attrelid::regclass || ' ' || a.attname
                        from pg_attribute as a
                        inner join hub.plain_column as p on p.name = a.attname
                        inner join pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
                        where c.relnamespace = 'canon'::regnamespace
                            and exists (select from pg_attribute as x where x.attrelid = c.oid and x.attname = 'company')
                            and (
                                coalesce(a.attstattarget, -1) <> 0
                                or exists (
                                    select from pg_index as x
                                    inner join pg_attribute as f on f.attrelid = c.oid and f.attnum = x.indkey[0]
                                    where x.indrelid = c.oid and a.attnum = any (x.indkey) and f.attname <> 'company'
                                )
                            )
                        """)).isEmpty();
    }
}
