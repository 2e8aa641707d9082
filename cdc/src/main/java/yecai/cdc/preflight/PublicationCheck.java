package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.variant.PackModule;

/** Does the publication hold what the pack captures, whole, and may the login read it? */
public final class PublicationCheck {
    private static final String REMEDY = "run what `yecai init` prints at the ERP";

    private PublicationCheck() {}

    /** Adds what is wrong to the problems. Tables and columns that are refused are not asked for. */
    public static void run(Connection erp, SourceSettings settings, List<Problem> problems) throws SQLException {
        boolean isThere = checkPublication(erp, settings, problems);
        Map<String, Set<String>> published = isThere ? read(erp, settings, problems) : Map.of();
        List<PackModule> lacking = ErpVariant.read(erp, settings.pack()).listLacking();
        for (Survey.Found table : Survey.read(erp, settings.pack().tables())) {
            String name = table.spec().sourceName();
            if (!table.isThere()) {
                problems.add(new Problem(
                        "the ERP lacks table " + name + ", which pack "
                                + settings.pack().name() + " captures",
                        remedy(settings, lacking, name, List.of(Optional.empty()))));
            } else if (!table.missing().isEmpty()) {
                problems.add(new Problem(
                        "the ERP lacks the columns " + table.missing() + " of " + name + ", which pack "
                                + settings.pack().name() + " captures",
                        remedy(
                                settings,
                                lacking,
                                name,
                                table.missing().stream().map(Optional::of).toList())));
            } else if (isThere && !table.isRefused()) {
                checkTable(name, table, published.get(name), settings, problems);
                checkReadable(erp, settings, name, table, problems);
            }
        }
    }

    private static String remedy(
            SourceSettings settings, List<PackModule> lacking, String table, List<Optional<String>> columns) {
        return columns.stream().allMatch(column -> lacking.stream().anyMatch(module -> module.brings(table, column)))
                ? ErpVariant.remedy(settings, lacking)
                : "take it out of pack.yml, or check that this is the right database and version";
    }

    private static void checkTable(
            String name, Survey.Found table, Set<String> published, SourceSettings settings, List<Problem> problems) {
        if (published == null) {
            problems.add(new Problem("publication " + settings.publication() + " lacks table " + name, REMEDY));
            return;
        }
        List<String> lacking = table.columns().stream()
                .filter(column -> !published.contains(column))
                .toList();
        if (!lacking.isEmpty()) {
            problems.add(new Problem(
                    "publication " + settings.publication() + " lacks columns " + lacking + " of " + name, REMEDY));
        }
    }

    private record Publication(boolean publishesAll, boolean viaRoot, boolean hasPartitioned, boolean isWide) {}

    private static boolean checkPublication(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        String sql = """
                select p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate as publishes_all, p.pubviaroot as via_root,
                    exists (select from pg_catalog.pg_publication_rel as r
                        inner join pg_catalog.pg_class as c on c.oid = r.prrelid and c.relkind = 'p'
                        where r.prpubid = p.oid) as has_partitioned,
                    p.puballtables or exists (select from pg_catalog.pg_publication_namespace as n where n.pnpubid = p.oid) as is_wide
                from pg_catalog.pg_publication as p where p.pubname = :publication
                """;
        Optional<Publication> publication = Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bind("publication", settings.publication())
                        .map(ConstructorMapper.of(Publication.class))
                        .findOne());
        if (publication.isEmpty()) {
            problems.add(new Problem("the ERP has no publication " + settings.publication(), REMEDY));
            return false;
        }
        if (!publication.get().publishesAll) {
            problems.add(new Problem(
                    "publication " + settings.publication() + " leaves out inserts, updates, deletes or truncates",
                    REMEDY));
        }
        if (publication.get().isWide) {
            problems.add(new Problem(
                    "publication " + settings.publication()
                            + " publishes all tables, or all of a schema: its tables may be written"
                            + " to unlogged for a time, and those without a key cannot be updated",
                    REMEDY + ", which names the tables"));
        }
        if (publication.get().hasPartitioned && !publication.get().viaRoot) {
            problems.add(new Problem(
                    "publication " + settings.publication() + " publishes partitions under their own names",
                    "run `alter publication " + settings.publication() + " set (publish_via_partition_root = true)`"));
        }
        return true;
    }

    private record Published(String name, Set<String> columns, boolean isFiltered) {}

    private static Map<String, Set<String>> read(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        String sql = """
                select schemaname || '.' || tablename as name, attnames::text[] as columns, rowfilter is not null as is_filtered
                from pg_catalog.pg_publication_tables where pubname = :publication
                """;
        List<Published> tables = Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bind("publication", settings.publication())
                        .map(ConstructorMapper.of(Published.class))
                        .list());
        Map<String, Set<String>> published = new TreeMap<>();
        for (Published table : tables) {
            published.put(table.name, table.columns);
            if (table.isFiltered) {
                problems.add(new Problem(
                        "publication " + settings.publication() + " filters the rows of " + table.name,
                        "take the filter away, or the mirror lacks rows"));
            }
        }
        return published;
    }

    private static void checkReadable(
            Connection erp, SourceSettings settings, String name, Survey.Found table, List<Problem> problems)
            throws SQLException {
        String sql = """
                select count(*) from unnest(:columns::text[]) as u(name)
                where not has_column_privilege(to_regclass(:table), u.name, 'select')
                    or not has_schema_privilege(:schema, 'usage')
                """;
        int unreadable = Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bindArray("columns", String.class, table.columns())
                        .bind("table", table.spec().quotedSource())
                        .bind("schema", table.spec().sourceSchema())
                        .mapTo(int.class)
                        .one());
        if (unreadable > 0) {
            problems.add(new Problem(
                    "login " + settings.erp().user() + " may not read " + unreadable + " of the captured columns of "
                            + name,
                    REMEDY));
        }
    }
}
