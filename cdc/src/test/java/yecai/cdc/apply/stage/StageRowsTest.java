package yecai.cdc.apply.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.cdc.change.Change.Unchanged.UNCHANGED;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Kind;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;

class StageRowsTest {
    private static final MirrorTable TABLE = new MirrorTable(
            "public",
            "invoice",
            "erp_acme",
            "invoice",
            List.of(new MirrorColumn("id", "bigint"), new MirrorColumn("my note", "text")),
            List.of(0));

    private final NetEffect effect = new NetEffect(TABLE);
    private final ValuesText text = new ValuesText();

    private void add(Kind kind, int transaction, Object... values) throws SQLException {
        effect.add(new Change.Row(TABLE, kind, values, null, 10), transaction, key -> null);
    }

    @Test
    void eachRow_hasItsOperation_itsTransaction_andThePlacesOfWhatDidNotChange() throws SQLException {
        add(Kind.INSERT, 0, "1", "a");
        add(Kind.UPDATE, 1, "2", UNCHANGED);
        add(Kind.DELETE, 1, "3", null);
        add(Kind.INSERT, 1, "4", "b");
        add(Kind.DELETE, 1, "4", null);

        StageCounts counts = StageRows.write(text, effect, new long[] {700, 701}, true);

        assertThat(counts).isEqualTo(new StageCounts(1, 1, 1, 1));
        assertThat(text)
                .hasToString("('I',0,700,null,'1','a'),\n('U',1,701,',1,','2',null),\n('D',1,701,null,'3',null)");
    }

    @Test
    void whereNewRowsGoStraightIntoTheMirror_theStageHasTheOthersOnly() throws SQLException {
        add(Kind.INSERT, 0, "1", "it's");
        add(Kind.UPDATE, 1, "2", "b");
        add(Kind.INSERT, 1, "3", null);
        ValuesText straight = new ValuesText();

        StageCounts counts = StageRows.write(text, effect, new long[] {700, 701}, false);

        assertThat(StraightRows.write(straight, effect, new long[] {700, 701})).isEqualTo(2);
        assertThat(straight).hasToString("(700,'1','it''s'),\n(701,'3',null)");
        assertThat(counts).isEqualTo(new StageCounts(0, 1, 0, 0));
        assertThat(text).hasToString("('U',1,701,null,'2','b')");
    }

    @Test
    void rowsThatCameAndWent_leaveNothingToWrite() throws SQLException {
        add(Kind.INSERT, 0, "4", "b");
        add(Kind.DELETE, 0, "4", null);

        assertThat(StageRows.write(text, effect, new long[] {700}, true).isEmpty())
                .isTrue();
        assertThat(text.toString()).isEmpty();
    }

    @Test
    void statements_nameTheStageAndTheMirror_andQuoteColumns() {
        StageSql sql = StageSql.of(TABLE, 3);

        assertThat(sql.stage()).isEqualTo("pg_temp._stage_3");
        assertThat(sql.staged())
                .isEqualTo(new RowTarget("pg_temp._stage_3", "(_op, _ord, _tx, _missing, \"id\", \"my note\")"));
        assertThat(sql.straight()).isEqualTo(new RowTarget("\"erp_acme\".\"invoice\"", "(_tx, \"id\", \"my note\")"));
        assertThat(sql.create())
                .isEqualTo("create temporary table _stage_3 (_op \"char\", _ord integer, _tx bigint, _missing text,"
                        + " \"id\" bigint, \"my note\" text)");
        assertThat(sql.find())
                .isEqualTo(
                        "select \"id\"::text, \"my note\"::text from \"erp_acme\".\"invoice\" where \"id\" = ?::bigint");
        assertThat(sql.update().lines())
                .containsExactly(
                        "update \"erp_acme\".\"invoice\" as m",
                        "set _tx = s._tx, \"my note\" = s.\"my note\"",
                        "from pg_temp._stage_3 as s",
                        "where m.\"id\" = s.\"id\" and s._op = 'U'");
        assertThat(sql.fillUnchanged())
                .contains("\"my note\" = case when s._missing like '%,1,%' then m.\"my note\" else s.\"my note\" end")
                .doesNotContain("\"id\" = case");
    }
}
