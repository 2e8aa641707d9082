package yecai.tests.storm;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;
import yecai.tests.storm.ErpTable.Column;

/** Changes of whole tables: their names, files, rights. Each returns null if it does not fit the table. */
final class TableChanges {
    private final Publication publication;
    private final String login;
    private final Random random;

    /** @param login the hub's, quoted */
    TableChanges(Publication publication, String login, Random random) {
        this.publication = publication;
        this.login = login;
        this.random = random;
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                this::rename,
                this::renameAndBack,
                this::swap,
                this::makeAnew,
                this::reorder,
                this::drop,
                this::setSchema,
                this::setSchemaAndBack,
                this::renameSchema,
                this::truncate,
                this::vacuumFull,
                this::cluster,
                this::setUnlogged,
                this::setUnloggedAndBack,
                this::index,
                this::constrain,
                this::disableTriggers,
                this::hideRows,
                this::revoke,
                this::inherit,
                this::haveAnHeir,
                this::comment);
    }

    /** Else a table that inherits from it would be dropped with it, and no administrator could give it back. */
    private static String releaseChildren(ErpTable table) {
        return "do $$ declare child regclass; begin for child in select i.inhrelid from pg_inherits as i"
                + " inner join pg_class as c on c.oid = i.inhrelid where not c.relispartition and i.inhparent = "
                + SqlLiteral.of(table.quoted())
                + "::regclass loop execute format('alter table %s no inherit %s', child, "
                + SqlLiteral.of(table.quoted()) + "); end loop; end $$";
    }

    private SchemaChange rename(ErpTable table) {
        return SchemaChange.of("rename table", "alter table " + table.quoted() + " rename to renamed_away")
                .undoneBy("alter table " + Identifier.quote(table.spec().sourceSchema(), "renamed_away") + " rename to "
                        + table.name());
    }

    private SchemaChange renameAndBack(ErpTable table) {
        String away = Identifier.quote(table.spec().sourceSchema(), "away");
        return SchemaChange.of(
                "rename table and back",
                "alter table " + table.quoted() + " rename to away",
                "delete from " + away + " where ctid in (select ctid from " + away + " limit 1)",
                "alter table " + away + " rename to " + table.name());
    }

    private String copy(ErpTable table, String name) {
        return "create table " + name + " (like " + table.quoted() + " including all); insert into " + name + " ("
                + insertable(table) + ") select " + insertable(table) + " from " + table.quoted();
    }

    private static String insertable(ErpTable table) {
        return table.columns().stream()
                .filter(column -> !column.isGenerated())
                .map(Column::quoted)
                .collect(Collectors.joining(", "));
    }

    private SchemaChange swap(ErpTable table) {
        if (table.isPartitioned()) {
            return null;
        }
        String suffix = "_" + random.nextInt(1_000_000);
        String made = table.beside(suffix + "n");
        return SchemaChange.of(
                "swap tables",
                copy(table, made),
                "alter table " + table.quoted() + " rename to " + Identifier.quote(table.besideName(suffix + "o")),
                "alter table " + made + " rename to " + table.name(),
                table.identify(),
                random.nextBoolean() ? Publication.INIT : "select 1");
    }

    private SchemaChange makeAnew(ErpTable table) {
        if (table.isPartitioned()) {
            return null;
        }
        String made = table.beside("_" + random.nextInt(1_000_000));
        return SchemaChange.of(
                "table made anew with the same rows",
                copy(table, made),
                releaseChildren(table),
                "drop table " + table.quoted() + " cascade",
                "alter table " + made + " rename to " + table.name(),
                table.identify(),
                Publication.INIT);
    }

    private SchemaChange reorder(ErpTable table) {
        if (table.isPartitioned()) {
            return null;
        }
        String made = table.beside("_" + random.nextInt(1_000_000));
        List<String> columns = table.columns().stream().map(Column::quoted).collect(Collectors.toList());
        Collections.reverse(columns);
        return SchemaChange.of(
                "reorder columns",
                "create table " + made + " as select " + String.join(", ", columns) + " from " + table.quoted(),
                "alter table " + made + " add primary key (" + table.keyList() + ")",
                releaseChildren(table),
                "drop table " + table.quoted() + " cascade",
                "alter table " + made + " rename to " + table.name(),
                random.nextBoolean() ? Publication.INIT : "select 1");
    }

    private SchemaChange drop(ErpTable table) {
        if (table.isPartitioned()) {
            return null;
        }
        String kept = table.beside("_" + random.nextInt(1_000_000));
        return SchemaChange.of(
                        "drop table",
                        copy(table, kept),
                        releaseChildren(table),
                        "drop table " + table.quoted() + " cascade")
                .undoneBy("alter table " + kept + " rename to " + table.name(), table.identify());
    }

    private SchemaChange setSchema(ErpTable table) {
        return SchemaChange.of("set schema", "alter table " + table.quoted() + " set schema elsewhere")
                .undoneBy("alter table elsewhere." + table.name() + " set schema "
                        + Identifier.quote(table.spec().sourceSchema()));
    }

    private SchemaChange setSchemaAndBack(ErpTable table) {
        return SchemaChange.of(
                "set schema and back",
                "alter table " + table.quoted() + " set schema elsewhere",
                "alter table elsewhere." + table.name() + " set schema "
                        + Identifier.quote(table.spec().sourceSchema()));
    }

    private SchemaChange renameSchema(ErpTable table) {
        String schema = Identifier.quote(table.spec().sourceSchema());
        return schema.equals("\"public\"") || schema.equals("\"storm\"")
                ? null
                : SchemaChange.of("rename schema", "alter schema " + schema + " rename to renamed_schema")
                        .undoneBy("alter schema renamed_schema rename to " + schema);
    }

    private SchemaChange truncate(ErpTable table) {
        return SchemaChange.of(
                "truncate",
                "truncate " + table.quoted() + (random.nextBoolean() ? " restart identity" : "") + " cascade");
    }

    private SchemaChange vacuumFull(ErpTable table) {
        return SchemaChange.of("vacuum full", "vacuum full " + table.quoted()).separate();
    }

    private SchemaChange cluster(ErpTable table) {
        return table.primaryKey() == null
                ? null
                : SchemaChange.of("cluster", "cluster " + table.quoted() + " using " + table.primaryKey())
                        .separate();
    }

    private SchemaChange setUnlogged(ErpTable table) {
        return SchemaChange.of(
                "set unlogged", publication.out(table), "alter table " + table.quoted() + " set unlogged");
    }

    private SchemaChange setUnloggedAndBack(ErpTable table) {
        return SchemaChange.of(
                "set unlogged and back",
                publication.out(table),
                "alter table " + table.quoted() + " set unlogged",
                "alter table " + table.quoted() + " set logged",
                Publication.INIT);
    }

    private SchemaChange index(ErpTable table) {
        return SchemaChange.of(
                "index",
                "create index on " + table.quoted() + " ("
                        + table.columns().get(0).quoted() + ")",
                "reindex table " + table.quoted(),
                "analyze " + table.quoted());
    }

    private SchemaChange constrain(ErpTable table) {
        return SchemaChange.of(
                "constraint",
                "alter table " + table.quoted() + " add constraint c" + random.nextInt(1_000_000) + " check ("
                        + Identifier.quote(table.spec().key().get(0)) + " is not null)");
    }

    private SchemaChange disableTriggers(ErpTable table) {
        return SchemaChange.of(
                "triggers disabled",
                "alter table " + table.quoted() + " disable trigger all",
                "set local session_replication_role = replica");
    }

    private SchemaChange hideRows(ErpTable table) {
        SchemaChange change = SchemaChange.of(
                "row-level security",
                "alter table " + table.quoted() + " enable row level security",
                "alter table " + table.quoted() + " force row level security");
        return random.nextBoolean()
                ? change
                : change.undoneBy(
                        "alter table " + table.quoted() + " disable row level security, no force row level security");
    }

    private SchemaChange revoke(ErpTable table) {
        return SchemaChange.of(
                "revoke select",
                "revoke select (" + table.columns().stream().map(Column::quoted).collect(Collectors.joining(", "))
                        + ") on " + table.quoted() + " from " + login);
    }

    private SchemaChange inherit(ErpTable table) {
        return !table.spec().sourceTable().equals("child")
                ? null
                : SchemaChange.of(
                        "inheritance",
                        "alter table " + table.quoted() + " no inherit storm.parent",
                        random.nextBoolean() ? "alter table " + table.quoted() + " inherit storm.parent" : "select 1");
    }

    private SchemaChange haveAnHeir(ErpTable table) {
        return table.isPartitioned()
                ? null
                : SchemaChange.of(
                        "another table inherits",
                        "create table " + table.beside("_" + random.nextInt(1_000_000)) + " () inherits ("
                                + table.quoted() + ")");
    }

    private SchemaChange comment(ErpTable table) {
        return SchemaChange.of(
                "comment, grant, option",
                "comment on table " + table.quoted() + " is 'c'",
                "grant select on " + table.quoted() + " to public",
                table.isPartitioned() ? "select 1" : "alter table " + table.quoted() + " set (fillfactor = 70)");
    }
}
