package yecai.cdc.upgrade;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.PackVersion;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;

/**
 * What lies between the pack that a source was loaded with and the one that is configured.
 *
 * @param loaded the one that the source's rows were made with
 * @param configured the one that is to be used
 * @param tables what is captured in another way, each as a line for people; where there is any, the tables must be copied again
 */
public record PackUpgradePlan(PackVersion loaded, PackVersion configured, List<String> tables) {
    public PackUpgradePlan {
        tables = List.copyOf(tables);
    }

    public boolean isNeeded() {
        return !loaded.equals(configured);
    }

    /** Whether tables are captured in another way; else the mirror has all that the pack asks for. */
    public boolean copies() {
        return !tables.isEmpty();
    }

    private record Loaded(
            String sourceName, String mirrorTable, List<String> keyColumns, List<String> capturedColumns) {}

    /**
     * Finds it.
     *
     * @throws YecaiException of kind PACK if the pack is another one, or an older version, than what was loaded; of kind CONFLICT
     *     if the source was never loaded
     */
    static PackUpgradePlan find(Connection hub, SourceSettings settings) throws SQLException {
        SourceState state = SourceState.getLoaded(hub, settings.source());
        String pack = Handles.with(
                hub,
                handle -> handle.createQuery("select pack from hub.source where source = :source")
                        .bind("source", settings.source())
                        .mapTo(String.class)
                        .one());
        if (!pack.equals(settings.pack().name())) {
            throw new YecaiException(
                    Kind.PACK,
                    "source " + settings.source() + " was loaded with pack " + pack + ", and "
                            + settings.pack().name()
                            + " is another pack, not a newer version of it: `yecai load --again"
                            + " --source " + settings.source() + "` begins anew with it");
        }
        PackVersion loaded = PackVersion.loaded(state.packVersion());
        PackVersion configured = PackVersion.of(settings.pack());
        if (configured.isBefore(loaded)) {
            throw new YecaiException(
                    Kind.PACK,
                    "version " + configured.version() + " of pack " + pack + " is older than version "
                            + loaded.version() + ", with which source " + settings.source()
                            + " was loaded: configure that or a newer one; `yecai load --again --source "
                            + settings.source()
                            + "` throws away what the hub holds and begins anew with the older one");
        }
        return new PackUpgradePlan(loaded, configured, tables(hub, settings));
    }

    private static List<String> tables(Connection hub, SourceSettings settings) throws SQLException {
        Map<String, Loaded> left = Handles.with(
                hub,
                handle -> handle.createQuery("""
                                select source_schema || '.' || source_table as source_name, mirror_table, key_columns, captured_columns
                                from hub.source_table where source = :source
                                """)
                        .bind("source", settings.source())
                        .map(ConstructorMapper.of(Loaded.class))
                        .collect(Collectors.toMap(Loaded::sourceName, table -> table, (a, b) -> a, TreeMap::new)));
        // what could not be captured with the pack that was loaded is no news
        Set<String> refused = new HashSet<>(Handles.with(
                hub,
                handle -> handle.createQuery("select object from hub.refusal where source = :source")
                        .bind("source", settings.source())
                        .mapTo(String.class)
                        .list()));
        List<String> changes = new ArrayList<>();
        for (TableSpec table : settings.pack().tables()) {
            Loaded before = left.remove(table.sourceName());
            if (before != null) {
                compare(table, before, refused, changes);
            } else if (!refused.contains("table " + table.sourceName())) {
                changes.add("table " + table.sourceName() + " is captured now");
            }
        }
        left.keySet().forEach(table -> changes.add("table " + table + " is no longer captured"));
        return changes;
    }

    private static void compare(TableSpec table, Loaded before, Set<String> refused, List<String> changes) {
        String name = "table " + table.sourceName();
        List<String> added = table.columns().stream()
                .filter(column -> !before.capturedColumns().contains(column))
                .filter(column -> !refused.contains("column " + table.sourceName() + "." + column))
                .toList();
        List<String> gone = before.capturedColumns().stream()
                .filter(column -> !table.columns().contains(column))
                .toList();
        if (!added.isEmpty()) {
            changes.add(name + " is captured with " + String.join(", ", added) + " now");
        }
        if (!gone.isEmpty()) {
            changes.add(name + " is captured without " + String.join(", ", gone) + " now");
        }
        if (!table.key().equals(before.keyColumns())) {
            changes.add(name + " has the key " + String.join(", ", table.key()) + " now");
        }
        if (!table.mirrorTable().equals(before.mirrorTable())) {
            changes.add(name + " is called " + table.mirrorTable() + " in mappings now");
        }
    }
}
