package yecai.tests.storm;

import java.util.List;
import java.util.Random;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** Changes of the publication, and the ways in which an administrator alters a table that is published. */
final class Publication {
    /** Stands for what {@code yecai init} prints. */
    static final String INIT = "INIT";

    private final SourceSettings settings;
    private final Random random;
    private final String quoted;

    Publication(SourceSettings settings, Random random) {
        this.settings = settings;
        this.random = random;
        this.quoted = Identifier.quote(settings.publication());
    }

    /** A statement as it is to be run. */
    String text(String statement) {
        return statement.equals(INIT) ? Preflight.sourceSetupSql(settings) + "; set search_path = public" : statement;
    }

    /** A change as it is, or with the table out of the publication meanwhile, or from then on. */
    SchemaChange around(String kind, ErpTable table, String sql) {
        return switch (random.nextInt(4)) {
            case 0 -> SchemaChange.of(kind, sql);
            case 1 -> SchemaChange.of(kind + " out of the publication", out(table), sql);
            default -> SchemaChange.of(kind + " out of the publication and back", out(table), sql, INIT);
        };
    }

    String out(ErpTable table) {
        return "alter publication " + quoted + " drop table " + table.quoted();
    }

    /** Lets the ERP delete rows of a table without a key. */
    String outIfThere(ErpTable table) {
        return "do $$ begin if exists (select from pg_publication_rel where prrelid = " + SqlLiteral.of(table.quoted())
                + "::regclass) then execute " + SqlLiteral.of(out(table)) + "; end if; end $$";
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                table -> SchemaChange.of("leave publication", out(table)),
                table -> SchemaChange.of("leave publication for a moment", out(table), INIT),
                table -> SchemaChange.of("init again", INIT),
                table -> SchemaChange.of(
                        "publish fewer columns",
                        out(table),
                        "alter publication " + quoted + " add table only " + table.quoted() + " (" + table.keyList()
                                + ")"),
                table -> SchemaChange.of(
                        "filter rows",
                        out(table),
                        "alter publication " + quoted + " add table only " + table.quoted() + " where ("
                                + Identifier.quote(table.spec().key().get(0)) + " is null)"));
    }

    /** Those that concern all tables. */
    List<SchemaChanges.Kind> wideKinds() {
        return List.of(
                table -> alter("publish inserts only", "alter publication " + quoted + " set (publish = 'insert')"),
                table -> alter(
                        "publish inserts only for a moment",
                        "alter publication " + quoted + " set (publish = 'insert')",
                        "alter publication " + quoted + " set (publish = 'insert, update, delete, truncate')"),
                table -> alter(
                        "publish one table only", "alter publication " + quoted + " set table only " + table.quoted()),
                table -> alter(
                        "publish partitions",
                        "alter publication " + quoted + " set (publish_via_partition_root = false)"),
                table -> alter(
                        "change owner of publication",
                        "alter publication " + quoted + " owner to "
                                + Identifier.quote(settings.erp().user())),
                table -> alter("drop publication", "drop publication " + quoted),
                table -> alter("make publication anew", "drop publication " + quoted, INIT),
                table -> alter("rename publication", "alter publication " + quoted + " rename to away")
                        .undoneBy("alter publication away rename to " + quoted));
    }

    private static SchemaChange alter(String kind, String... statements) {
        return SchemaChange.of(kind, statements).wide();
    }
}
