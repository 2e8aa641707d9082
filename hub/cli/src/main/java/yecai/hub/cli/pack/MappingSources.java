package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;

/** Which mirror tables the view of a mapping reads, by itself or by way of staging views. */
final class MappingSources {
    private static final String SQL = """
            with recursive reads (relation) as (
                select to_regclass(format('%I.%I', :mapSchema::text, :mapping::text))::oid
                union
                select d.refobjid
                from reads as r
                inner join pg_catalog.pg_rewrite as w on w.ev_class = r.relation
                inner join pg_catalog.pg_depend as d
                    on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
            )
            select c.relname::text
            from reads as r
            inner join pg_catalog.pg_class as c on c.oid = r.relation
            where c.relkind = 'r' and c.relnamespace = to_regnamespace(quote_ident(:mirrorSchema))
            """;

    private MappingSources() {}

    static Set<String> list(SourceSettings settings, Mapping mapping) throws SQLException {
        try (Connection hub = settings.hub().open("yecai pack check")) {
            return Handles.with(
                    hub,
                    handle -> new TreeSet<>(handle.createQuery(SQL)
                            .bind("mapSchema", settings.mapSchema())
                            .bind("mapping", mapping.name())
                            .bind("mirrorSchema", settings.mirrorSchema())
                            .mapTo(String.class)
                            .list()));
        }
    }
}
