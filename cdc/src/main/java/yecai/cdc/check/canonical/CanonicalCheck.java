package yecai.cdc.check.canonical;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.source.SqlProblem;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;

/**
 * Is each canonical table what its mappings give when they are evaluated in full, in the business columns? Canonical tables
 * that no mapping feeds must have no row of this source.
 */
public final class CanonicalCheck {
    private static final Set<String> KEYS = Set.of("derive_key", "entity_key");

    private final Sides sides;
    private final int named;
    private final Findings findings;

    public CanonicalCheck(Sides sides, int named, Findings findings) {
        this.sides = sides;
        this.named = named;
        this.findings = findings;
    }

    public void run() {
        List<Mapping> mappings = sides.settings().pack().mappings();
        Map<String, CanonicalTable> tables = sides.ofHub(sides.hub().submit(CanonicalTable::list));
        Parked parked = sides.ofHub(
                sides.hub().submit(hub -> Parked.read(hub, sides.settings().source())));
        Set<String> entities =
                mappings.stream().map(Mapping::entity).collect(Collectors.toCollection(LinkedHashSet::new));

        Map<String, Future<EntityComparison>> comparisons = new LinkedHashMap<>();
        for (String entity : entities) {
            List<Mapping> feeding = mappings.stream()
                    .filter(mapping -> mapping.entity().equals(entity))
                    .toList();
            if (tables.containsKey(entity)) {
                CanonicalTable table = tables.get(entity);
                comparisons.put(entity, sides.hub().submit(hub -> compare(hub, table, feeding, parked)));
            } else {
                findings.add(failed(feeding, "there is no canonical table canon." + entity));
            }
        }
        Set<String> unfed = new TreeSet<>(tables.keySet());
        unfed.removeAll(entities);
        Map<String, Future<Long>> strays = new LinkedHashMap<>();
        unfed.forEach(entity ->
                strays.put(entity, sides.hub().submit(hub -> countRows(hub, tables.get(entity), List.of()))));

        comparisons.forEach(this::finish);
        strays.forEach((entity, rows) -> reportStrays(entity, sides.ofHub(rows)));
        if (findings.rows(Part.CANONICAL) == 0) {
            findings.add(Difference.of(
                    Difference.Kind.NO_ROWS_TO_MAP,
                    sides.settings().mapSchema(),
                    "nothing was compared: the " + mappings.size() + " mappings of pack "
                            + sides.settings().pack().name() + " give no row, and there is no canonical row"));
        }
    }

    private EntityComparison compare(Connection hub, CanonicalTable table, List<Mapping> feeding, Parked parked)
            throws SQLException {
        Map<Mapping, Set<String>> columns = new LinkedHashMap<>();
        for (Mapping mapping : feeding) {
            Set<String> viewColumns =
                    CanonicalTable.viewColumns(hub, sides.settings().mapSchema(), mapping.name());
            if (!viewColumns.containsAll(KEYS)) {
                throw new SQLException("no such view, or one without derive_key and entity_key", "42P01");
            }
            Set<String> unknown = new TreeSet<>(viewColumns);
            unknown.removeAll(KEYS);
            unknown.removeAll(table.columns().keySet());
            if (!unknown.isEmpty()) {
                throw new SQLException("canon." + table.entity() + " has no columns " + unknown, "42703");
            }
            columns.put(mapping, viewColumns);
        }
        String source = sides.settings().source();
        List<String> stale = parked.entityKeys(hub, source, table.entity(), feeding);
        long leftOut =
                feeding.stream().mapToLong(mapping -> parked.of(mapping).size()).sum();
        EntitySql sql = new EntitySql(source, sides.settings().mapSchema(), table, columns, parked, stale);
        return EntityComparison.run(hub, sql, countRows(hub, table, stale), leftOut, named);
    }

    private void finish(String entity, Future<EntityComparison> future) {
        try {
            EntityComparison comparison = Sides.get(future);
            comparison.differences().forEach(findings::add);
            findings.add(comparison.compared());
        } catch (SQLException problem) {
            List<Mapping> feeding = sides.settings().pack().mappings().stream()
                    .filter(mapping -> mapping.entity().equals(entity))
                    .toList();
            findings.add(failed(feeding, SqlProblem.text(problem)));
        }
    }

    private Difference failed(List<Mapping> feeding, String why) {
        String names = feeding.stream()
                .map(mapping -> sides.settings().mapSchema() + ".\"" + mapping.name() + "\"")
                .collect(Collectors.joining(", "));
        return Difference.of(
                Difference.Kind.MAPPING_FAILED, names, "mapping " + names + " cannot be evaluated in full: " + why);
    }

    private void reportStrays(String entity, long rows) {
        if (rows > 0) {
            String name = "canon." + entity;
            findings.add(new Difference(
                    Difference.Kind.EXTRA_IN_CANON,
                    name,
                    "",
                    List.of(),
                    rows,
                    name + " holds " + rows + " rows of source "
                            + sides.settings().source() + ", but no mapping of its pack feeds this table"));
            findings.add(new Compared(Part.CANONICAL, name, rows, 0, rows, 0));
        }
    }

    private long countRows(Connection hub, CanonicalTable table, List<String> stale) throws SQLException {
        String sql =
                "select count(*) from " + table.relation() + " where source = :source and entity_key <> all (:stale)";
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", sides.settings().source())
                        .bindArray("stale", String.class, stale)
                        .mapTo(long.class)
                        .one());
    }
}
