package yecai.tests.storm;

import java.util.List;
import java.util.Random;
import yecai.sql.text.Identifier;
import yecai.tests.storm.ErpTable.Leaf;

/** Changes of single partitions, of which the log says nothing. Each returns null if the table has no partitions. */
final class PartitionChanges {
    private final Random random;

    PartitionChanges(Random random) {
        this.random = random;
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                table -> truncate(table, table.leaf()),
                table -> truncateWholeThenOne(table, table.leaf()),
                table -> detach(table, table.leaf()),
                table -> detachChangeAndAttach(table, table.leaf()),
                table -> drop(table, table.leaf()),
                table -> dropAndMake(table, table.leaf()),
                table -> rewrite(table, table.leaf()),
                table -> setUnlogged(table, table.leaf()),
                table -> identify(table, table.leaf()),
                table -> rename(table, table.leaf()),
                this::make,
                this::makeAndDrop,
                this::makeAndTruncate,
                this::attachFilled);
    }

    private static SchemaChange truncate(ErpTable table, Leaf leaf) {
        return leaf == null ? null : SchemaChange.of("truncate partition", "truncate " + leaf.quoted());
    }

    private static SchemaChange truncateWholeThenOne(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of(
                                "truncate all, write, truncate partition",
                                "truncate " + table.quoted(),
                                fill(table),
                                "truncate " + leaf.quoted())
                        .separate();
    }

    // rows for every partition of the table of ranges; the others get theirs from the storm
    private static String fill(ErpTable table) {
        return table.spec().sourceTable().equals("ranged")
                ? "insert into storm.ranged (id, v) select n, 'filled' from generate_series(-500, 1500, 100) as n"
                        + " on conflict (id) do nothing"
                : "select 1";
    }

    private static String attach(ErpTable table, Leaf leaf) {
        return "alter table " + table.quoted() + " attach partition " + leaf.quoted() + " " + leaf.bound();
    }

    private static SchemaChange detach(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of(
                                "detach partition",
                                "alter table " + table.quoted() + " detach partition " + leaf.quoted())
                        .undoneBy(attach(table, leaf));
    }

    private static SchemaChange detachChangeAndAttach(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of(
                        "detach partition, change, attach",
                        "alter table " + table.quoted() + " detach partition " + leaf.quoted(),
                        "delete from " + leaf.quoted(),
                        attach(table, leaf));
    }

    private static String makeAgain(ErpTable table, Leaf leaf) {
        return "create table if not exists " + leaf.quoted() + " partition of " + table.quoted() + " " + leaf.bound();
    }

    private static SchemaChange drop(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of("drop partition", "drop table " + leaf.quoted())
                        .undoneBy(makeAgain(table, leaf));
    }

    private static SchemaChange dropAndMake(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of(
                        "partition made anew", "drop table " + leaf.quoted(), makeAgain(table, leaf), fill(table));
    }

    private static SchemaChange rewrite(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of("vacuum full of a partition", "vacuum full " + leaf.quoted())
                        .separate();
    }

    private static SchemaChange setUnlogged(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of("unlogged partition", "alter table " + leaf.quoted() + " set unlogged", fill(table));
    }

    private SchemaChange identify(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of(
                                "replica identity of a partition",
                                "alter table " + leaf.quoted() + " replica identity "
                                        + (random.nextBoolean() ? "full" : "nothing"))
                        .undoneBy("alter table " + leaf.quoted() + " replica identity default");
    }

    private static SchemaChange rename(ErpTable table, Leaf leaf) {
        return leaf == null
                ? null
                : SchemaChange.of("rename partition", "alter table " + leaf.quoted() + " rename to renamed_leaf");
    }

    private String made() {
        return Identifier.quote("storm", "made_" + random.nextInt(1_000_000));
    }

    private static boolean isRanged(ErpTable table) {
        return table.isPartitioned() && table.spec().sourceTable().equals("ranged");
    }

    private SchemaChange make(ErpTable table) {
        int from = 10_000 + 100 * random.nextInt(10_000);
        return !isRanged(table) ? null : SchemaChange.of("make partition", creating(made(), from), filling(from));
    }

    private static String creating(String name, int from) {
        return "create table " + name + " partition of storm.ranged for values from (" + from + ") to (" + (from + 100)
                + ")";
    }

    private static String filling(int from) {
        return "insert into storm.ranged (id, v) select n, 'made' from generate_series(" + from + ", " + (from + 9)
                + ") as n";
    }

    /** Its rows come and go between two looks at the catalogue, or while nobody looks. */
    private SchemaChange makeAndDrop(ErpTable table) {
        int from = 10_000 + 100 * random.nextInt(10_000);
        String name = made();
        return !isRanged(table)
                ? null
                : SchemaChange.of(
                                "make, fill and " + (random.nextBoolean() ? "drop" : "detach") + " partition",
                                creating(name, from),
                                filling(from),
                                random.nextBoolean()
                                        ? "drop table " + name
                                        : "alter table storm.ranged detach partition " + name)
                        .separate();
    }

    private SchemaChange makeAndTruncate(ErpTable table) {
        int from = 10_000 + 100 * random.nextInt(10_000);
        String name = made();
        return !isRanged(table)
                ? null
                : SchemaChange.of(
                                "make, fill and truncate partition",
                                creating(name, from),
                                filling(from),
                                "truncate " + name)
                        .separate();
    }

    private SchemaChange attachFilled(ErpTable table) {
        int from = 10_000 + 100 * random.nextInt(10_000);
        String name = made();
        if (!isRanged(table)) {
            return null;
        }
        SchemaChange change = SchemaChange.of(
                "attach a filled table",
                "create table " + name + " (like storm.ranged including all)",
                "insert into " + name + " (id, v) select n, 'attached' from generate_series(" + from + ", " + (from + 9)
                        + ") as n",
                "alter table storm.ranged attach partition " + name + " for values from (" + from + ") to ("
                        + (from + 100) + ")");
        return random.nextBoolean() ? change : change.separate();
    }
}
