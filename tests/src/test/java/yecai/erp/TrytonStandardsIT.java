package yecai.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/** What orders of Tryton should cost: their bill of material and the cost prices at their release, whatever becomes of both afterwards. */
final class TrytonStandardsIT {
    private static final String BOARD =
            "select component, standard_quantity, standard_price, actual_quantity, usage_variance, price_variance"
                    + " from finance.cost_variance where production_order = 'P100' and component = 'RM-1005'";

    @Test
    void orderIsMeasured_byItsBillAndThePricesOfItsRelease() throws SQLException, IOException {
        try (PackTrial trial = PackTrial.of("tryton", TrytonPackIT.sample())) {
            trial.load();
            trial.startCapture();
            // planned only
            order(trial, 100, "draft", "2026-12-10", 10);
            assertThat(rows(trial, "select component_no from finance.cost_variance where production_order = 'P100'"))
                    .isEmpty();

            run(trial, "update production set state = 'waiting' where id = 100");
            List<String> released = List.of("RM-1004 2", "RM-1005 1", "RM-1008 1", "SA-2001 1", "SA-2002 1");
            assertThat(
                            rows(
                                    trial,
                                    "select component, trim_scale(quantity_per) from canon.standard_cost where production_order = '100' order by 1"))
                    .isEqualTo(released);

            run(trial, """
                    update production_bom_input set quantity = 3 where bom = 4 and product = 5;
                    delete from production_bom_input where bom = 4 and product = 8;
                    update product_cost_price set cost_price = 200 where product = 5 and company = 1;
                    insert into product_cost_price__history (__id, product, company, cost_price, create_date, write_date)
                    values (900, 5, 1, 200, '2026-11-30 06:00', '2026-12-05 09:00')""");
            order(trial, 101, "assigned", "2026-12-04", 10);
            order(trial, 102, "running", "2026-12-06", 10);
            run(trial, """
                    insert into stock_move (id, company, product, uom, quantity, internal_quantity, from_location, to_location, state,
                        effective_date, unit_price, cost_price, currency, production_input, production_output)
                    values (9001, 1, 5, 1, 12, 12, 3, 9, 'done', '2026-12-11', null, 180, 1, 100, null),
                        (9002, 1, 7, 2, 2.5, 2.5, 3, 9, 'done', '2026-12-11', null, 12, 1, 100, null),
                        (9003, 1, 13, 1, 9, 9, 9, 3, 'done', '2026-12-12', 243.3333, null, 1, null, 100);
                    update production set state = 'done', effective_start_date = '2026-12-10', effective_date = '2026-12-12' where id = 100""");

            // 9 pieces: 12 - 9 = 3 at 178.0677, and 12 x 180 less 12 x 178.0677
            assertThat(rows(trial, BOARD)).containsExactly("RM-1005 9.000000 178.067700 12.000000 534.20 23.19");
            assertThat(rows(trial, """
                    select component, is_substitute, standard_basis, total_variance
                    from finance.cost_variance where production_order = 'P100' and component in ('RM-1007', 'RM-1008') order by 1"""))
                    .as("what is on no bill, and what is no more")
                    .containsExactly("RM-1007 t 30.0", "RM-1008 f planned -32.11");
            assertThat(rows(trial, """
                    select production_order, standard_price, release_date
                    from finance.cost_variance where production_order in ('P101', 'P102') and component = 'RM-1005' order by 1"""))
                    .as("orders released after the change, planned before it and after it")
                    .containsExactly("P101 178.067700 2026-12-04", "P102 200.000000 2026-12-06");
            assertThat(trial.check().differences()).isEmpty();

            trial.stopCapture();
            trial.load();
            assertThat(rows(trial, BOARD))
                    .as("after another load")
                    .containsExactly("RM-1005 9.000000 178.067700 12.000000 534.20 23.19");
        }
    }

    /** By-products of a bill are credits; a bill makes four pieces at once. */
    @Test
    void billThatMakesSeveral_countsByPiece_andItsByProductIsACredit() throws SQLException, IOException {
        try (PackTrial trial = PackTrial.of("tryton", TrytonPackIT.sample())) {
            try (Connection erp = trial.openErp();
                    Statement statement = erp.createStatement()) {
                statement.execute("""
                        insert into production (id, company, number, state, product, bom, quantity, uom, warehouse, planned_date,
                            planned_start_date, effective_start_date, effective_date)
                        values (100, 1, 'P100', 'done', 16, 7, 100, 1, 5, '2026-12-01', '2026-12-01', '2026-12-01', '2026-12-02');
                        insert into stock_move (id, company, product, uom, quantity, internal_quantity, from_location, to_location, state,
                            effective_date, unit_price, cost_price, currency, production_input, production_output)
                        values (9001, 1, 16, 1, 100, 100, 9, 3, 'done', '2026-12-02', 12, null, 1, null, 100),
                            (9002, 1, 9, 2, 6, 6, 9, 3, 'done', '2026-12-02', 3, null, 1, null, 100)""");
            }
            trial.load();

            assertThat(rows(trial, """
                    select component_kind, component, standard_quantity, standard_amount, actual_quantity, actual_amount, total_variance
                    from finance.cost_variance where production_order = 'P100' order by component_no"""))
                    .containsExactly(
                            "material RM-1007 100.000000 1210.35 0.000000 0 -1210.35",
                            "material RM-1008 25.000000 89.20 0.000000 0 -89.20",
                            "by_product BP-4001 8.000000 -24.00 6.000000 -18 6.00");
        }
    }

    /** A Tryton without the history of cost prices has those of the first commit in which the order is released. */
    @Test
    void withoutAHistory_pricesAreThoseThatHoldWhenTheOrderComes() throws SQLException, IOException {
        try (PackTrial trial = PackTrial.of(
                "tryton",
                TrytonPackIT.sample() + "drop table public.product_cost_price__history;",
                erp -> PackLoader.load("tryton").without(List.of("product_cost_history")))) {
            trial.load();
            trial.startCapture();
            order(trial, 100, "running", "2026-10-01", 10);
            run(trial, "update product_cost_price set cost_price = 999 where product = 5 and company = 1");
            assertThat(
                            rows(
                                    trial,
                                    "select standard_price from finance.cost_variance where production_order = 'P100' and component = 'RM-1005'"))
                    .containsExactly("178.067700");
            assertThat(trial.check().differences()).isEmpty();
            trial.stopCapture();
        }
    }

    private static void order(PackTrial trial, int id, String state, String start, int pieces) throws SQLException {
        run(trial, """
                insert into production (id, company, number, state, product, bom, quantity, uom, warehouse, planned_date, planned_start_date)
                values (%1$s, 1, 'P%1$s', '%2$s', 13, 4, %4$s, 1, 5, '%3$s', '%3$s')""".formatted(id, state, start, pieces));
    }

    private static void run(PackTrial trial, String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
        trial.awaitCaughtUp();
    }

    private static List<String> rows(PackTrial trial, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection hub = sql.contains("canon.") ? trial.settings().hub().open("test") : trial.openAsFinance();
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    if (row.getString(i) != null) {
                        cells.add(row.getString(i));
                    }
                }
                found.add(String.join(" ", cells));
            }
        }
        return found;
    }
}
