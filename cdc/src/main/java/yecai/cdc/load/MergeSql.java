package yecai.cdc.load;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;

/** The statements that make a mirror table what a copy beside it is, touching only the rows that differ. */
final class MergeSql {
    private static final List<SqlTemplate> STATEMENTS =
            Stream.of("""
                    create temporary table {{stage_name}}
                        (_op "char", _ord integer, _tx bigint, _missing text, {{typed_columns}})
                    on commit drop
                    """, """
                    insert into {{stage}} (_op, _ord, {{columns}})
                    select 'O', 0, {{m.columns}}
                    from {{mirror_rows}} as m
                    left join {{copy}} as n on {{m_is_n}}
                    where n.{{first_key}} is null or {{differ}}
                    """, """
                    insert into {{stage}} (_op, _ord, {{columns}})
                    select case when m.{{first_key}} is null then 'I'::"char" else 'U' end, 0, {{n.columns}}
                    from {{copy}} as n
                    left join {{mirror}} as m on {{m_is_n}}
                    where m.{{first_key}} is null or {{differ}}
                    """, """
                    delete from {{mirror}} as m
                    using {{stage}} as s
                    where {{m_is_s}} and s._op = 'O' and not exists (select from {{copy}} as n where {{m_is_n}})
                    """, """
                    update {{mirror}} as m
                    set _tx = null{{and_assignments}}
                    from {{stage}} as s
                    where {{m_is_s}} and s._op = 'U'
                    """, """
                    insert into {{mirror}} ({{columns}})
                    select {{columns}}
                    from {{stage}}
                    where _op = 'I'
                    """).map(SqlTemplate::of).toList();

    private MergeSql() {}

    /** Which statement of {@link #of} deletes, which updates, and which inserts rows of the mirror. */
    static final int DELETE = 3;

    static final int UPDATE = 4;
    static final int INSERT = 5;

    /** Returns them in order; the stage then holds the rows that differ as they were ({@code O}) and as they are. */
    static List<String> of(MirrorTable table, String stage, ShadowTable shadow) {
        SqlValues values = values(table, stage, shadow);
        return STATEMENTS.stream().map(statement -> statement.fill(values)).toList();
    }

    private static SqlValues values(MirrorTable table, String stage, ShadowTable shadow) {
        List<MirrorColumn> columns = table.columns();
        return SqlValues.NONE
                .sql("stage", stage)
                .sql("stage_name", stage.substring(stage.indexOf('.') + 1))
                .sql("mirror", table.quoted())
                .sql("mirror_rows", rows(table, shadow))
                .sql("copy", shadow.copy())
                .columns("columns", columns.stream().map(MirrorColumn::name).toList())
                .sql("first_key", table.keyColumns().get(0).quoted())
                .sql("m_is_n", table.keyEquals("m", "n"))
                .sql("m_is_s", table.keyEquals("m", "s"))
                // texts, since 1.0 and 1.00 compare as equal but are not the same
                .sql("differ", "row(" + table.columnList("m.") + ")::text <> row(" + table.columnList("n.") + ")::text")
                .sql(
                        "typed_columns",
                        columns.stream()
                                .map(column -> column.quoted() + " " + column.type())
                                .collect(Collectors.joining(", ")))
                .sql(
                        "and_assignments",
                        columns.stream()
                                .map(MirrorColumn::quoted)
                                .map(column -> ", " + column + " = s." + column)
                                .collect(Collectors.joining()));
    }

    /** The rows of the mirror that the copy stands for. */
    private static String rows(MirrorTable table, ShadowTable shadow) {
        return shadow.suspects()
                .map(keys -> "(select x.* from " + table.quoted() + " as x inner join " + keys + " as k on "
                        + table.keyEquals("x", "k") + ")")
                .orElse(table.quoted());
    }
}
