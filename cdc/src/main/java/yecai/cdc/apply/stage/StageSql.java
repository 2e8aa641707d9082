package yecai.cdc.apply.stage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;

/**
 * The statements that bring one table's net effect into its mirror by way of a temporary table, the stage. A stage row's
 * {@code _op} is I, U or D, or O for the image of a row before it was changed; {@code _missing} lists the columns whose values
 * the ERP's log left out since they did not change.
 *
 * @param straight the mirror itself, for new rows that need no stage
 */
record StageSql(
        String stage,
        String create,
        String columns,
        String fillUnchanged,
        String keepOld,
        String delete,
        String update,
        String insert,
        RowTarget straight,
        String find,
        String keepAll,
        String deleteAll) {
    private static final SqlTemplate CREATE = SqlTemplate.of("""
            create temporary table {{stage_name}} (_op "char", _ord integer, _tx bigint, _missing text, {{typed_columns}})
            """);
    private static final SqlTemplate FILL_UNCHANGED = SqlTemplate.of("""
            update {{stage}} as s
            set _missing = null{{and_unchanged}}
            from {{mirror}} as m
            where {{m_is_s}} and s._missing is not null
            """);
    private static final SqlTemplate KEEP_OLD = SqlTemplate.of("""
            insert into {{stage}} (_op, _ord, _tx, {{columns}})
            select 'O', s._ord, s._tx, {{m.columns}}
            from {{stage}} as s
            inner join {{mirror}} as m on {{m_is_s}}
            where s._op in ('U', 'D')
            """);
    private static final SqlTemplate DELETE = SqlTemplate.of("""
            delete from {{mirror}} as m
            using {{stage}} as s
            where {{m_is_s}} and s._op = 'D'
            """);
    private static final SqlTemplate UPDATE = SqlTemplate.of("""
            update {{mirror}} as m
            set _tx = s._tx{{and_assignments}}
            from {{stage}} as s
            where {{m_is_s}} and s._op = 'U'
            """);
    private static final SqlTemplate INSERT = SqlTemplate.of("""
            insert into {{mirror}} ({{columns}}, _tx)
            select {{s.columns}}, s._tx
            from {{stage}} as s
            where s._op = 'I'
            """);
    private static final SqlTemplate FIND =
            SqlTemplate.of("select {{columns_as_text}} from {{mirror}} where {{key_is_given}}");
    private static final SqlTemplate KEEP_ALL = SqlTemplate.of("""
            insert into {{stage}} (_op, _ord, _tx, {{columns}})
            select 'O', ?, ?, {{columns}}
            from {{mirror}}
            """);
    private static final SqlTemplate DELETE_ALL = SqlTemplate.of("delete from {{mirror}}");

    static StageSql of(MirrorTable table, int ordinal) {
        SqlValues values = values(table, ordinal);
        return new StageSql(
                "pg_temp._stage_" + ordinal,
                CREATE.fill(values),
                "(_op, _ord, _tx, _missing, " + table.columnList("") + ")",
                FILL_UNCHANGED.fill(values),
                KEEP_OLD.fill(values),
                DELETE.fill(values),
                UPDATE.fill(values),
                INSERT.fill(values),
                new RowTarget(table.quoted(), "(_tx, " + table.columnList("") + ")"),
                FIND.fill(values),
                KEEP_ALL.fill(values),
                DELETE_ALL.fill(values));
    }

    /** Where rows are staged. */
    RowTarget staged() {
        return new RowTarget(stage, columns);
    }

    private static SqlValues values(MirrorTable table, int ordinal) {
        List<MirrorColumn> columns = table.columns();
        List<Integer> others = IntStream.range(0, columns.size())
                .boxed()
                .filter(place -> !table.key().contains(place))
                .toList();
        return SqlValues.NONE
                .sql("stage_name", "_stage_" + ordinal)
                .sql("stage", "pg_temp._stage_" + ordinal)
                .sql("mirror", table.quoted())
                .columns("columns", columns.stream().map(MirrorColumn::name).toList())
                .sql(
                        "typed_columns",
                        columns.stream()
                                .map(column -> column.quoted() + " " + column.type())
                                .collect(Collectors.joining(", ")))
                .sql(
                        "columns_as_text",
                        columns.stream()
                                .map(column -> column.quoted() + "::text")
                                .collect(Collectors.joining(", ")))
                .sql("m_is_s", table.keyEquals("m", "s"))
                .sql(
                        "key_is_given",
                        table.keyColumns().stream()
                                .map(column -> column.quoted() + " = ?::" + column.type())
                                .collect(Collectors.joining(" and ")))
                .sql(
                        "and_assignments",
                        others.stream()
                                .map(place -> columns.get(place).quoted())
                                .map(column -> ", " + column + " = s." + column)
                                .collect(Collectors.joining()))
                .sql(
                        "and_unchanged",
                        others.stream()
                                .map(place ->
                                        unchanged(place, columns.get(place).quoted()))
                                .collect(Collectors.joining()));
    }

    private static String unchanged(int place, String column) {
        return ", " + column + " = case when s._missing like '%," + place + ",%' then m." + column + " else s." + column
                + " end";
    }
}
