package yecai.hub.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Counts what principals see, by asking the hub as each of them. */
public final class Preview {
    private static final String DATASETS = """
        select v.view
        from hub.governed_view as v
        where v.view like 'finance.%' or v.view like 'production.%' or v.view like 'reporting.%'
        order by v.view
        """;

    private record CompanyRows(String company, long visible) {}

    private Preview() {}

    /** Rows by principal, dataset and company, with rights as {@link #rightsOf} found them; audited. Nothing is held while it counts. */
    static Map<String, Long> of(Handle hub, Map<String, String> rights) {
        Map<String, Long> visible = new HashMap<>();
        List<String> datasets = hub.createQuery(DATASETS).mapTo(String.class).list();
        rights.forEach((principal, held) -> {
            for (String dataset : datasets) {
                hub.createQuery("select coalesce(company, '') as company, visible"
                                + " from hub.preview_rights(:principal, :dataset, cast(:rights as jsonb))")
                        .bind("principal", principal)
                        .bind("dataset", dataset)
                        .bind("rights", held)
                        .map(ConstructorMapper.of(CompanyRows.class))
                        .forEach(row -> visible.put(Effect.key(principal, dataset, row.company()), row.visible()));
            }
        });
        return visible;
    }

    /** What decides on the rows of each of these principals, those left out that the hub does not know. */
    static Map<String, String> rightsOf(Handle hub, SortedSet<String> principals) {
        Map<String, String> rights = new TreeMap<>();
        for (String principal : principals) {
            hub.createQuery("select hub.rights_of(:principal)::text")
                    .bind("principal", principal)
                    .mapTo(String.class)
                    .findOne()
                    .ifPresent(held -> rights.put(principal, held));
        }
        return rights;
    }

    /** Rows of one dataset that a principal sees, by company; audited. */
    public static Map<String, Long> count(Handle hub, String principal, String dataset) {
        Map<String, Long> rowsOf = new TreeMap<>();
        hub.createQuery("select coalesce(company, '') as company, visible from hub.preview_as(:principal, :dataset)")
                .bind("principal", principal)
                .bind("dataset", dataset)
                .map(ConstructorMapper.of(CompanyRows.class))
                .forEach(row -> rowsOf.put(row.company(), row.visible()));
        return rowsOf;
    }
}
