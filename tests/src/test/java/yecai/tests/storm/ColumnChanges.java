package yecai.tests.storm;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.text.Identifier;
import yecai.tests.storm.ErpTable.Column;

/** Changes of a table's columns. Each returns null if the table has no column for it. */
final class ColumnChanges {
    private static final Pattern SIZED = Pattern.compile("(character varying|numeric)\\((\\d+)(,\\d+)?\\)");

    private final Publication publication;
    private final Random random;
    private int number;

    ColumnChanges(Publication publication, Random random) {
        this.publication = publication;
        this.random = random;
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                this::add,
                this::addGenerated,
                this::drop,
                this::dropWithCascade,
                this::makeAnew,
                this::rename,
                this::renameAndBack,
                this::exchange,
                this::exchangeAndBack,
                this::widen,
                this::rewrite,
                this::retype,
                this::setDefault,
                this::setNotNull,
                this::dropNotNull,
                this::setStorage,
                this::collate,
                this::setExpression,
                this::dropExpression,
                this::addOfOtherCase,
                this::quoteName);
    }

    private SchemaChange add(ErpTable table) {
        String column = "extra" + number++ + "_" + random.nextInt(1_000_000);
        return SchemaChange.of(
                "add column",
                "alter table " + table.quoted() + " add column " + column
                        + List.of(
                                        " text",
                                        " integer default 7",
                                        " text default random()::text",
                                        " bigint generated always as identity")
                                .get(random.nextInt(4)));
    }

    private SchemaChange addGenerated(ErpTable table) {
        return SchemaChange.of(
                "add generated column",
                "alter table " + table.quoted() + " add column made" + number++ + "_" + random.nextInt(1_000_000)
                        + " integer generated always as (1 + 1) stored");
    }

    private SchemaChange drop(ErpTable table) {
        Column column = table.other();
        return column == null
                ? null
                : publication
                        .around(
                                "drop column",
                                table,
                                "alter table " + table.quoted() + " drop column " + column.quoted())
                        .undoneBy(addAgain(table, column));
    }

    private SchemaChange dropWithCascade(ErpTable table) {
        Column column = table.other();
        return column == null
                ? null
                : SchemaChange.of(
                                "drop column cascade",
                                "alter table " + table.quoted() + " drop column " + column.quoted() + " cascade")
                        .undoneBy(addAgain(table, column));
    }

    private static String addAgain(ErpTable table, Column column) {
        return "alter table " + table.quoted() + " add column if not exists " + column.quoted() + " " + column.type();
    }

    private SchemaChange makeAnew(ErpTable table) {
        Column column = table.other();
        return column == null
                ? null
                : publication.around(
                        "column made anew",
                        table,
                        "alter table " + table.quoted() + " drop column " + column.quoted() + ", add column "
                                + column.quoted() + " " + column.type());
    }

    private static String rename(ErpTable table, String from, String to) {
        return "alter table " + table.quoted() + " rename column " + Identifier.quote(from) + " to "
                + Identifier.quote(to);
    }

    private SchemaChange rename(ErpTable table) {
        Column column = table.columns().get(random.nextInt(table.columns().size()));
        return SchemaChange.of("rename column", rename(table, column.name(), "renamed away"))
                .undoneBy(rename(table, "renamed away", column.name()));
    }

    private SchemaChange renameAndBack(ErpTable table) {
        Column column = table.columns().get(random.nextInt(table.columns().size()));
        return SchemaChange.of(
                "rename column and back",
                rename(table, column.name(), "renamed away"),
                rename(table, "renamed away", column.name()));
    }

    private String[] exchanging(ErpTable table) {
        Column one = table.other();
        Column two = one == null
                ? null
                : table.other(column -> !column.equals(one) && column.type().equals(one.type()));
        two = two == null && one != null ? table.other(column -> !column.equals(one)) : two;
        return two == null
                ? null
                : new String[] {
                    rename(table, one.name(), "between"),
                    rename(table, two.name(), one.name()),
                    rename(table, "between", two.name())
                };
    }

    private SchemaChange exchange(ErpTable table) {
        String[] statements = exchanging(table);
        return statements == null ? null : SchemaChange.of("exchange columns", statements);
    }

    private SchemaChange exchangeAndBack(ErpTable table) {
        String[] statements = exchanging(table);
        String all = statements == null ? null : String.join("; ", statements);
        return statements == null ? null : SchemaChange.of("exchange columns and back", all, all);
    }

    private SchemaChange widen(ErpTable table) {
        Column column = table.other(candidate -> SIZED.matcher(candidate.type()).matches());
        if (column == null) {
            return null;
        }
        Matcher sized = SIZED.matcher(column.type());
        String type = sized.matches() && random.nextBoolean()
                ? sized.group(1) + "(" + (Integer.parseInt(sized.group(2)) + 5)
                        + (sized.group(3) == null ? "" : sized.group(3)) + ")"
                : column.type().startsWith("numeric") ? "numeric" : "text";
        return publication.around("widen column", table, alterType(table, column, type, ""));
    }

    private SchemaChange rewrite(ErpTable table) {
        Column column = table.other(candidate -> !candidate.isNotNull() && !candidate.isGenerated());
        return column == null
                ? null
                : publication.around(
                        "rewrite column",
                        table,
                        alterType(
                                table,
                                column,
                                column.type(),
                                " using case when random() < 0.3 then " + column.quoted() + " end"));
    }

    private SchemaChange retype(ErpTable table) {
        Column column = table.other(candidate -> !candidate.isGenerated());
        return column == null
                ? null
                : publication.around(
                        "retype column",
                        table,
                        alterType(table, column, "text", " using " + column.quoted() + "::text"));
    }

    private static String alterType(ErpTable table, Column column, String type, String using) {
        return "alter table " + table.quoted() + " alter column " + column.quoted() + " type " + type + using;
    }

    private SchemaChange setDefault(ErpTable table) {
        Column column = table.other(candidate -> !candidate.isGenerated());
        return column == null
                ? null
                : SchemaChange.of(
                        "set default",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " set default null::"
                                + column.type(),
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " drop default");
    }

    private SchemaChange setNotNull(ErpTable table) {
        Column column = table.other(candidate -> !candidate.isNotNull());
        return column == null
                ? null
                : SchemaChange.of(
                        "set not null",
                        "delete from " + table.quoted() + " where " + column.quoted() + " is null",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " set not null");
    }

    private SchemaChange dropNotNull(ErpTable table) {
        Column column = table.other(Column::isNotNull);
        return column == null
                ? null
                : SchemaChange.of(
                        "drop not null",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " drop not null");
    }

    private SchemaChange setStorage(ErpTable table) {
        Column column = table.other(candidate -> candidate.type().equals("text"));
        return column == null
                ? null
                : SchemaChange.of(
                        "set storage",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " set storage external",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " set statistics 7");
    }

    private SchemaChange collate(ErpTable table) {
        Column column = table.other(candidate -> candidate.type().equals("text") && !candidate.isGenerated());
        return column == null
                ? null
                : publication.around(
                        "change collation",
                        table,
                        alterType(
                                table,
                                column,
                                "text collate pg_catalog.\"" + (random.nextBoolean() ? "C" : "default") + "\"",
                                ""));
    }

    private SchemaChange setExpression(ErpTable table) {
        Column column = table.other(Column::isGenerated);
        return column == null
                ? null
                : SchemaChange.of(
                        "set expression",
                        "alter table " + table.quoted() + " alter column " + column.quoted()
                                + " set expression as (id * " + random.nextInt(9) + ")");
    }

    private SchemaChange dropExpression(ErpTable table) {
        Column column = table.other(Column::isGenerated);
        return column == null || random.nextInt(4) > 0
                ? null
                : SchemaChange.of(
                        "drop expression",
                        "alter table " + table.quoted() + " alter column " + column.quoted() + " drop expression");
    }

    /** Debezium cannot read such tables. */
    private SchemaChange addOfOtherCase(ErpTable table) {
        Column column = table.columns().get(random.nextInt(table.columns().size()));
        String name = column.name().equals(column.name().toUpperCase(java.util.Locale.ROOT))
                ? column.name().toLowerCase(java.util.Locale.ROOT)
                : column.name().toUpperCase(java.util.Locale.ROOT);
        return SchemaChange.of(
                        "add column of other case",
                        "alter table " + table.quoted() + " add column " + Identifier.quote(name) + " text")
                .undoneBy("alter table " + table.quoted() + " drop column " + Identifier.quote(name) + " cascade");
    }

    private SchemaChange quoteName(ErpTable table) {
        Column column = table.other();
        return column == null
                ? null
                : SchemaChange.of("rename column to a quoted name", rename(table, column.name(), "\"quoted"))
                        .undoneBy(rename(table, "\"quoted", column.name()));
    }
}
