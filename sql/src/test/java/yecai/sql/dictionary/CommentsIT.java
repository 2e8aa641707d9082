package yecai.sql.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class CommentsIT {
    private static final String OBJECTS = """
            with ours as (
                select n.oid, n.nspname
                from pg_namespace as n
                where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
            ),
            described as (
                select 'schema ' || s.nspname as object, obj_description(s.oid, 'pg_namespace') as comment
                from ours as s
                union all
                select 'relation ' || s.nspname || '.' || c.relname, obj_description(c.oid, 'pg_class')
                from pg_class as c
                inner join ours as s on s.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v')
                union all
                select s.nspname || '.' || c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
                from pg_class as c
                inner join ours as s on s.oid = c.relnamespace
                inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relkind in ('r', 'p', 'v')
                union all
                select 'function ' || s.nspname || '.' || p.proname, obj_description(p.oid, 'pg_proc')
                from pg_proc as p
                inner join ours as s on s.oid = p.pronamespace
            )
            select d.object
            from described as d
            """;

    @Test
    void everyObject_hasAnEnglishAndAChineseComment() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        assertThat(hub.list("postgres", OBJECTS)).hasSizeGreaterThan(1000);
        assertThat(
                        hub.list(
                                "postgres",
                                OBJECTS
                                        + " where coalesce(d.comment, '') !~ '^[A-Z][^|]*[.] [|] .*[一-龥].*。$' order by d.object"))
                .isEmpty();
    }
}
