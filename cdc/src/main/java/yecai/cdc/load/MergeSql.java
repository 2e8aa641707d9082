package yecai.cdc.load;

import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;

/** The statements that make a mirror table what a copy beside it is, touching only the rows that differ. */
final class MergeSql {
    private MergeSql() {}

    /** Returns them in order; the stage then holds the rows that differ as they were ({@code O}) and as they are. */
    static List<String> of(MirrorTable table, String stage, String copy) {
        String mirror = table.quoted();
        String key = table.keyEquals("m", "n");
        String first = table.keyColumns().get(0).quoted();
        String columns = table.columnList("");
        // texts, since 1.0 and 1.00 compare as equal but are not the same
        String differ = "row(" + table.columnList("m.") + ")::text <> row(" + table.columnList("n.") + ")::text";
        String assignments = table.columns().stream()
                .map(MirrorColumn::quoted)
                .map(column -> ", " + column + " = s." + column)
                .collect(Collectors.joining());
        return List.of(
                table.columns().stream()
                        .map(column -> column.quoted() + " " + column.type())
                        .collect(Collectors.joining(
                                ", ",
                                "create temporary table " + stage.substring(stage.indexOf('.') + 1)
                                        + " (_op \"char\", _ord integer, _tx bigint, _missing text, ",
                                ") on commit drop")),
                "insert into " + stage + " (_op, _ord, " + columns + ") select 'O', 0, " + table.columnList("m.")
                        + " from " + mirror + " as m left join " + copy + " as n on " + key + " where n." + first
                        + " is null or " + differ,
                "insert into " + stage + " (_op, _ord, " + columns + ") select case when m." + first
                        + " is null then 'I'::\"char\" else 'U' end, 0, " + table.columnList("n.") + " from " + copy
                        + " as n left join " + mirror + " as m on " + key + " where m." + first + " is null or "
                        + differ,
                "delete from " + mirror + " as m where not exists (select from " + copy + " as n where " + key + ")",
                "update " + mirror + " as m set _tx = null" + assignments + " from " + stage + " as s where "
                        + table.keyEquals("m", "s") + " and s._op = 'U'",
                "insert into " + mirror + " (" + columns + ") select " + columns + " from " + stage
                        + " where _op = 'I'");
    }
}
