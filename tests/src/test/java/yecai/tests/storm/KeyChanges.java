package yecai.tests.storm;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;
import yecai.tests.storm.ErpTable.Column;

/** Changes of what identifies a table's rows. Each returns null if it does not fit the table. */
final class KeyChanges {
    private final Publication publication;
    private final Random random;

    KeyChanges(Publication publication, Random random) {
        this.publication = publication;
        this.random = random;
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                this::identify,
                this::identifyByOtherIndex,
                this::exchangeKeys,
                this::dropTheKey,
                this::changeKey,
                this::deferKey,
                this::makeKeyAnew);
    }

    private SchemaChange identify(ErpTable table) {
        String change =
                "alter table " + table.quoted() + " replica identity " + (random.nextBoolean() ? "full" : "nothing");
        return SchemaChange.of("replica identity", change).undoneBy(table.identify());
    }

    /** For a time the log identifies rows by other columns, or fewer. */
    private SchemaChange identifyByOtherIndex(ErpTable table) {
        Column other = table.spec().key().size() > 1 ? table.columns().get(0) : table.other(Column::isNotNull);
        if (other == null || !other.isNotNull() || table.isPartitioned()) {
            return null;
        }
        String index = "by_other_" + random.nextInt(1_000_000);
        return SchemaChange.of(
                "replica identity by another index and back",
                "create unique index " + index + " on " + table.quoted() + " (" + other.quoted() + ")",
                "alter table " + table.quoted() + " replica identity using index " + index,
                "delete from " + table.quoted() + " where ctid in (select ctid from " + table.quoted() + " limit 1)",
                "drop index " + Identifier.quote(table.spec().sourceSchema()) + "." + index,
                table.identify());
    }

    /** Two rows exchange their keys while the log identifies rows by another column, so that it says nothing of the old keys. */
    private SchemaChange exchangeKeys(ErpTable table) {
        if (!table.spec().sourceTable().equals("plain") || table.primaryKey() == null) {
            return null;
        }
        String index = "by_q_" + random.nextInt(1_000_000);
        return SchemaChange.of(
                "exchange keys under another identity",
                "update storm.plain as p set q = n.place from (select id, row_number() over (order by id) as place"
                        + " from storm.plain) as n where n.id = p.id",
                "create unique index " + index + " on storm.plain (q)",
                "alter table storm.plain replica identity using index " + index,
                dropKey(table),
                "update storm.plain set id = e.first + e.last - id from (select min(id) as first, max(id) as last"
                        + " from storm.plain) as e where id in (e.first, e.last)",
                keyAgain(table),
                "alter table storm.plain replica identity default",
                "drop index storm." + index);
    }

    private static String dropKey(ErpTable table) {
        return "alter table " + table.quoted() + " drop constraint " + table.primaryKey() + " cascade";
    }

    // whatever key it has meanwhile
    private static String keyAgain(ErpTable table) {
        String name = SqlLiteral.of(table.quoted());
        return "do $$ declare k text := (select quote_ident(conname) from pg_constraint where conrelid = " + name
                + "::regclass and contype = 'p'); begin if k is not null then execute 'alter table ' || " + name
                + " || ' drop constraint ' || k || ' cascade'; end if; execute 'alter table ' || " + name
                + " || ' add primary key ' || " + SqlLiteral.of("(" + table.keyList() + ")") + "; end $$";
    }

    private static String onlyOneOfEach(ErpTable table) {
        return "delete from " + table.quoted() + " as a using " + table.quoted()
                + " as b where (a.tableoid, a.ctid) < (b.tableoid, b.ctid) and (" + list(table, "a.") + ") = ("
                + list(table, "b.") + ")";
    }

    private static String list(ErpTable table, String prefix) {
        return table.spec().key().stream()
                .map(column -> prefix + Identifier.quote(column))
                .collect(Collectors.joining(", "));
    }

    private SchemaChange dropTheKey(ErpTable table) {
        return table.primaryKey() == null
                ? null
                : SchemaChange.of("drop primary key", dropKey(table))
                        .undoneBy(publication.outIfThere(table), onlyOneOfEach(table), keyAgain(table));
    }

    private SchemaChange changeKey(ErpTable table) {
        Column other = table.other(Column::isNotNull);
        if (table.primaryKey() == null || other == null && table.spec().key().size() < 2) {
            return null;
        }
        String columns = other == null ? table.columns().get(0).quoted() : table.keyList() + ", " + other.quoted();
        return SchemaChange.of(
                        "change primary key",
                        dropKey(table),
                        "alter table " + table.quoted() + " add primary key (" + columns + ")")
                .undoneBy(publication.outIfThere(table), onlyOneOfEach(table), keyAgain(table));
    }

    private SchemaChange deferKey(ErpTable table) {
        return table.primaryKey() == null
                ? null
                : SchemaChange.of(
                                "defer primary key",
                                dropKey(table),
                                "alter table " + table.quoted() + " add primary key (" + table.keyList()
                                        + ") deferrable")
                        .undoneBy(publication.outIfThere(table), onlyOneOfEach(table), keyAgain(table));
    }

    private SchemaChange makeKeyAnew(ErpTable table) {
        return table.primaryKey() == null
                ? null
                : SchemaChange.of("primary key made anew", dropKey(table), keyAgain(table));
    }
}
