package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.reconcile.Reconciliation;

/**
 * An ERP with many tables, each with a type of its own, of which half are captured. Option: {@code -Dyecai.many.tables=3000}, how many
 * are.
 */
class ManyTablesIT {
    private static final int TABLES = Integer.getInteger("yecai.many.tables", 100);

    /** A tenth of them is changed so that it must be paused. */
    private static final int CHANGED = TABLES / 10;

    private static String eachTable(int count, String... statements) {
        StringBuilder sql = new StringBuilder();
        for (String statement : statements) {
            // in parts, since a transaction has only so many locks
            for (int first = 1; first <= count; first += 100) {
                sql.append("do $$ begin for n in ")
                        .append(first)
                        .append(" .. ")
                        .append(Math.min(count, first + 99))
                        .append(" loop execute replace('")
                        .append(statement.replace("'", "''"))
                        .append("', 'NUMBER', n::text); end loop; end $$; commit;\n");
            }
        }
        return sql.toString();
    }

    @Test
    void manyTables_areLoadedFollowedAndCompared_andThoseThatChangeArePaused() throws SQLException {
        String schema = "create schema other;\n"
                + eachTable(
                        TABLES,
                        "create type kind_NUMBER as enum ('a', 'b')",
                        "create table t_NUMBER (id integer primary key, k kind_NUMBER, v text)",
                        "insert into t_NUMBER values (1, 'a', 'x'), (2, 'b', 'y')",
                        "create type other.kind_NUMBER as enum ('a', 'b')",
                        "create table other.t_NUMBER (id integer primary key, k other.kind_NUMBER, v text)");
        try (ShopBed bed = ShopBed.capturingAll(schema, "public")) {
            bed.load();
            bed.capture();
            bed.erp(eachTable(
                    TABLES,
                    "insert into t_NUMBER values (3, 'a', 'new'); update t_NUMBER set k = 'a', v = v || '.' where id = 2;"
                            + " delete from t_NUMBER where id = 1"));
            bed.awaitApplied();
            assertThat(bed.hubRows("select table_state, count(*) from hub.source_table group by 1"))
                    .containsExactly("following|" + TABLES);
            assertThat(bed.differences()).isEmpty();

            bed.stopCapture();
            bed.erp(eachTable(TABLES, "update t_NUMBER set v = 'while it was stopped' where id = 3"));
            bed.capture();
            bed.awaitApplied();
            assertThat(bed.differences()).isEmpty();

            assertThat(new Reconciliation(bed.settings(), Capture::forReload)
                            .run(List.of(), ShopBed.reconcileOptions(), LoadProgress.SILENT)
                            .isEqual())
                    .isTrue();

            bed.erp(eachTable(
                    CHANGED, "alter table t_NUMBER rename to away_NUMBER; update away_NUMBER set v = 'lost'"));
            bed.await(
                    "the changed tables to be paused",
                    () -> bed.hubRows("select count(*) from hub.source_table where table_state = 'stopped'"
                                    + " and table_state_detail like '%was dropped, renamed or moved%'")
                            .contains(Integer.toString(CHANGED)));
            bed.erp("update t_" + TABLES + " set v = 'after it'");
            bed.awaitApplied();
            assertThat(bed.hubRows("select distinct v from " + bed.mirror() + ".t_" + TABLES))
                    .containsExactly("after it");
            assertThat(bed.hubRows("select count(*) from hub.source_table where table_state = 'following'"))
                    .containsExactly(Integer.toString(TABLES - CHANGED));
        }
    }
}
