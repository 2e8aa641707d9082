package yecai.cdc.apply;

import java.util.stream.Collectors;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;

/**
 * The statements that bring one table's net effect into its mirror by way of a temporary table, the stage. A stage row's
 * {@code _op} is I, U or D, or O for the image of a row before it was changed.
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
        String find,
        String keepAll,
        String deleteAll) {

    static StageSql of(MirrorTable table, int ordinal) {
        String stage = "pg_temp._stage_" + ordinal;
        String mirror = table.quoted();
        String columns = table.columnList("");
        String key = table.keyEquals("m", "s");
        return new StageSql(
                stage,
                table.columns().stream()
                        .map(column -> column.quoted() + " " + column.type())
                        .collect(Collectors.joining(
                                ", ",
                                "create temporary table _stage_" + ordinal
                                        + " (_op \"char\", _ord integer, _tx bigint, _missing text, ",
                                ") on commit delete rows")),
                "(_op, _ord, _tx, _missing, " + columns + ")",
                "update " + stage + " as s set " + unchanged(table) + " from " + mirror + " as m where " + key
                        + " and s._missing is not null",
                "insert into " + stage + " (_op, _ord, _tx, " + columns + ") select 'O', s._ord, s._tx, "
                        + table.columnList("m.") + " from " + stage + " as s inner join " + mirror + " as m on " + key
                        + " where s._op in ('U', 'D')",
                "delete from " + mirror + " as m using " + stage + " as s where " + key + " and s._op = 'D'",
                "update " + mirror + " as m set _tx = s._tx" + assignments(table) + " from " + stage + " as s where "
                        + key + " and s._op = 'U'",
                "insert into " + mirror + " (" + columns + ", _tx) select " + table.columnList("s.") + ", s._tx from "
                        + stage + " as s where s._op = 'I'",
                "select "
                        + table.columns().stream()
                                .map(column -> column.quoted() + "::text")
                                .collect(Collectors.joining(", "))
                        + " from " + mirror + " where "
                        + table.keyColumns().stream()
                                .map(column -> column.quoted() + " = ?::" + column.type())
                                .collect(Collectors.joining(" and ")),
                "insert into " + stage + " (_op, _ord, _tx, " + columns + ") select 'O', ?, ?, " + columns + " from "
                        + mirror,
                "delete from " + mirror);
    }

    String copy() {
        return "copy " + stage + " " + columns + " from stdin";
    }

    /** @param rows the rows, in parentheses, separated by commas */
    String insertValues(String rows) {
        return "insert into " + stage + " " + columns + " values\n" + rows;
    }

    private static String assignments(MirrorTable table) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < table.columns().size(); i++) {
            if (!table.key().contains(i)) {
                String column = table.columns().get(i).quoted();
                sql.append(", ").append(column).append(" = s.").append(column);
            }
        }
        return sql.toString();
    }

    private static String unchanged(MirrorTable table) {
        StringBuilder sql = new StringBuilder("_missing = null");
        for (int i = 0; i < table.columns().size(); i++) {
            MirrorColumn column = table.columns().get(i);
            if (!table.key().contains(i)) {
                sql.append(", ")
                        .append(column.quoted())
                        .append(" = case when s._missing like '%,")
                        .append(i)
                        .append(",%' then m.")
                        .append(column.quoted())
                        .append(" else s.")
                        .append(column.quoted())
                        .append(" end");
            }
        }
        return sql.toString();
    }
}
