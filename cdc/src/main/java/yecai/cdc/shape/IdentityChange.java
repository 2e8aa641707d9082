package yecai.cdc.shape;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.text.Identifier;

/**
 * Judges what became different about a captured table in the ERP: whether rows of its mirror may be wrong, or the ERP's own
 * statements fail, and what to do. What is not judged here is harmless, such as another file with untouched columns: VACUUM FULL.
 */
final class IdentityChange {
    private static final String INIT = "run what `yecai init` prints at the ERP";
    private static final String SEPARATOR = "\u001f";
    private static final String ALL_CHANGES = "insert, update, delete, truncate";

    private final MirrorTable table;
    private final String name;
    private final String publication;
    private final TableIdentity before;
    private final TableIdentity now;

    /** @param before as it was copied; what it does not hold is taken as it is now */
    IdentityChange(MirrorTable table, String publication, TableIdentity before, TableIdentity now) {
        this.table = table;
        this.name = table.sourceName();
        this.publication = publication;
        this.before = before.isKnown() ? before : now;
        this.now = now;
    }

    /** Returns why it is not the table that was copied; empty if it is. */
    Optional<String> findOtherTable() {
        if (now.find("table").isEmpty()) {
            return Optional.of(
                    "table " + name + " was dropped, renamed or moved to another schema in the ERP: give it its"
                            + " name back there, or take it out of pack.yml");
        }
        if (differs("table")) {
            return Optional.of("table " + name + " is another table than the one that was copied (its oid was "
                    + before.facts().get("table") + " and is " + now.facts().get("table")
                    + "): it was dropped and made anew, or another table took its name");
        }
        if (differs("kind")) {
            return Optional.of("table " + name + " was a " + before.facts().get("kind") + " and is a "
                    + now.facts().get("kind") + " in the ERP");
        }
        return Optional.empty();
    }

    /**
     * Returns why rows may be wrong although the table is still the same.
     *
     * @param absent captured columns that the ERP is known not to have
     */
    Optional<String> find(Set<String> absent) {
        List<String> columns = table.columnNames().stream()
                .filter(column -> !absent.contains(column))
                .toList();
        return Stream.<Optional<String>>of(
                        findColumn(columns),
                        findReturned(absent),
                        findLog(),
                        findKey(),
                        findPublication(columns),
                        findHeir())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> findColumn(List<String> columns) {
        for (String column : columns) {
            if (differs("number of " + column)) {
                return Optional.of("column " + column + " of " + name
                        + " is another column than the one that was copied: it was dropped and made anew, or columns"
                        + " exchanged their names");
            }
            if (differs("generation of " + column)) {
                return Optional.of("column " + column + " of " + name + " became or ceased to be a generated column");
            }
            if (!List.of(items(now, column)).containsAll(List.of(items(before, column)))) {
                return Optional.of("a label of the enum of column " + column + " of " + name + " was renamed");
            }
            if (differs("attributes of " + column)) {
                return Optional.of("the composite type of column " + column + " of " + name + " was changed");
            }
            if (differs("file") && (differs("row of " + column) || differs("type of " + column))) {
                return Optional.of("table " + name + " was rewritten in the ERP when column " + column
                        + " was altered, which is not in its log");
            }
        }
        return Optional.empty();
    }

    private Optional<String> findReturned(Set<String> absent) {
        return absent.stream()
                .sorted()
                .filter(column -> now.find("number of " + column).isPresent()
                        && (differs("number of " + column) || differs("generation of " + column)))
                .findFirst()
                .map(column -> "column " + column + " of " + name
                        + " is in the ERP again, with values that the mirror does not have");
    }

    private static String[] items(TableIdentity identity, String column) {
        return identity.find("labels of " + column).orElse("").split(SEPARATOR);
    }

    private Optional<String> findLog() {
        if (!now.find("persistence").equals(Optional.of("p"))) {
            return Optional.of("table " + name + " is unlogged, so its changes are in no log; run `alter table "
                    + table.quotedSource() + " set logged` at the ERP");
        }
        return listed("unlogged partition ")
                .map(partitions -> "partition " + partitions + " of " + name
                        + " is unlogged, so its changes are in no log; run `alter table " + partitions
                        + " set logged` at the ERP");
    }

    private Optional<String> findKey() {
        String key = now.find("key").orElse("");
        boolean isListed = now.find("member").isPresent()
                && !now.find("member columns").orElse("all").equals("all");
        boolean isFull = key.equals("all columns");
        Optional<String> partitions = listed("partition without key ")
                .filter(list -> isListed || list.contains(": nothing"))
                .filter(list -> now.find("member").isPresent());
        if (now.find("member").isPresent()
                && (key.equals("nothing") || (isFull && isListed) || partitions.isPresent())) {
            return Optional.of("the ERP's own updates and deletes of " + name + " fail, since "
                    + partitions.map(list -> "partition " + list).orElse("its replica identity is " + key)
                    + ": run `alter publication " + Identifier.quote(publication) + " drop table "
                    + table.quotedSource() + "` at the ERP to free them, mend the replica identity, then " + INIT);
        }
        if (differs("key")) {
            return Optional.of("table " + name + " is identified by (" + key + ") in the log, no longer by ("
                    + before.find("key").orElse("") + ")");
        }
        return Optional.empty();
    }

    private Optional<String> findPublication(List<String> columns) {
        if (now.find("publication").isEmpty()) {
            return Optional.of("publication " + publication + " was dropped in the ERP; " + INIT);
        }
        if (now.find("member").isEmpty()) {
            return Optional.of("table " + name + " is not in publication " + publication
                    + ": it was taken out, or a column dropped with `cascade` took it out; " + INIT);
        }
        if (!now.find("member").orElse("").startsWith("table ")) {
            return Optional.of("publication " + publication + " does not name table " + name
                    + " but all tables, or those of its schema, so the ERP may write to it unlogged for a time, which nobody would"
                    + " see; " + INIT);
        }
        if (!now.find("publication publishes").orElse("").equals(ALL_CHANGES)) {
            return Optional.of("publication " + publication + " publishes only "
                    + now.facts().get("publication publishes") + "; " + INIT);
        }
        if (now.find("member filter").isPresent()) {
            return Optional.of("publication " + publication + " filters the rows of " + name + "; " + INIT);
        }
        if (now.find("kind").orElse("").startsWith("partitioned")
                && !now.find("publication via root").equals(Optional.of("true"))) {
            return Optional.of("publication " + publication + " publishes partitions of " + name
                    + " under their own names; " + INIT);
        }
        List<String> numbers = List.of(now.find("member columns").orElse("all").split(" "));
        for (String column : columns) {
            if (!numbers.contains("all")
                    && !numbers.contains(now.find("number of " + column).orElse(""))) {
                return Optional.of(
                        "publication " + publication + " leaves out column " + column + " of " + name + "; " + INIT);
            }
        }
        if (differs("publication")) {
            return Optional.of("publication " + publication
                    + " was dropped and made anew in the ERP, and changes in between are in no log");
        }
        if (differs("member")) {
            return Optional.of("table " + name + " left publication " + publication
                    + " for a time, and changes meanwhile are in no log");
        }
        if (differs("published as")) {
            return Optional.of(
                    "publication " + publication + " publishes " + name + " under the name of another table");
        }
        if (differs("publication row") || differs("publication generated columns")) {
            return Optional.of(
                    "publication " + publication + " was altered in the ERP, and may have left changes out meanwhile");
        }
        return Optional.empty();
    }

    private Optional<String> findHeir() {
        List<String> known = Stream.of(before.find("heirs")
                        .orElseGet(() -> now.find("heirs").orElse(""))
                        .split(SEPARATOR))
                .map(heir -> heir.split(" ")[0])
                .toList();
        return Stream.of(now.find("heirs").orElse("").split(SEPARATOR))
                .map(heir -> heir.split(" ", 3))
                .filter(heir -> heir.length == 3 && heir[1].equals("unpublished") && !known.contains(heir[0]))
                .findFirst()
                .map(heir -> "table " + heir[2] + " began to inherit from " + name
                        + ": queries of the ERP give its rows, too, and the mirror does not; name it in pack.yml as a table of its"
                        + " own, or go on without it");
    }

    private boolean differs(String fact) {
        return !now.agrees(before, fact);
    }

    private Optional<String> listed(String prefix) {
        return now.facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(prefix))
                .map(java.util.Map.Entry::getValue)
                .sorted()
                .findFirst();
    }
}
