package yecai.hub.demo.buying;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.sql.text.Resources;

/**
 * In every state that the hub shows, whatever was ordered is paid, owed, received or open, and debts and goods received are what the ledger
 * has on their accounts; and so they are on every day of a year.
 */
final class OrdersAtEveryCommitIT {
    private static final LocalDate TODAY = LocalDate.of(2025, 12, 31);
    private static final int COMMITS = Integer.getInteger("yecai.buying.commits", 100);

    /** Order lines of which something is lost. */
    private static final String LOST = """
            select l.purchase_order || '/' || l.line_no
            from finance.procure_to_pay as l
            where (l.ordered_gross + l.price_variance_gross + l.quantity_variance_gross
                = l.paid_gross + l.payable_gross + l.grni_gross + l.open_order_gross) is not true
            """;

    /** Companies whose debts, or goods received, the ledger has otherwise. */
    private static final String OTHERWISE = """
            with ledger as (
                select g.control_kind, g.company, sum(g.credit - g.debit) as amount
                from finance.general_ledger as g
                where g.status = 'posted' and g.control_kind in ('payable', 'grni')
                group by g.control_kind, g.company
            ), subledger as (
                select 'payable' as control_kind, p.company, sum(p.amount_functional) as amount
                from finance.payable_movement as p
                group by p.company
                union all
                select 'grni', m.company, sum(m.amount_functional)
                from finance.grni_movement as m
                where m.kind = 'received'
                group by m.company
            )
            select concat_ws(' ', coalesce(l.control_kind, s.control_kind), coalesce(l.company, s.company), l.amount, s.amount)
            from ledger as l
            full join subledger as s on s.control_kind = l.control_kind and s.company = l.company
            where coalesce(l.amount, 0) <> coalesce(s.amount, 0)
            """;

    private static final String STATE = """
            select concat_ws(' ', count(*), sum(ordered_gross), sum(paid_gross), sum(payable_gross), sum(grni_gross), sum(open_order_gross))
            from finance.procure_to_pay
            """;

    private static final String ALL =
            "select 'loses', l.* from (" + LOST + ") as l union all select 'has otherwise', o.* from (" + OTHERWISE
                    + ") as o union all select 'state', s.* from (" + STATE + ") as s";

    @Test
    void everyCommit_losesNothingOfAnOrder_andTiesToTheLedger() throws SQLException {
        List<String> broken = new ArrayList<>();
        Set<String> states = new HashSet<>();
        try (BuyingYear year = new BuyingYear(21, 150, TODAY.minusDays(60))) {
            // so that every raw material runs low
            year.change("update material_plants set lot_size = lot_size * 20 where material like '1%'");
            year.load();
            year.capture();
            try (Connection finance = year.openFinance();
                    PreparedStatement all = finance.prepareStatement(ALL)) {
                for (int i = 0; i < COMMITS; i++) {
                    year.doOneTransaction(TODAY.minusDays(59).plusDays(i * 59L / COMMITS));
                    try (ResultSet row = all.executeQuery()) {
                        while (row.next()) {
                            if (row.getString(1).equals("state")) {
                                states.add(row.getString(2));
                            } else {
                                broken.add("commit " + i + " " + row.getString(1) + " " + row.getString(2));
                            }
                        }
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(states).as("states of the orders").hasSizeGreaterThan(COMMITS / 5);
    }

    @Test
    void everyDayOfAYear_tiesToTheLedger() throws SQLException {
        try (BuyingYear year = new BuyingYear(22, 700, TODAY)) {
            year.load();
            String[] found = year.finance("select concat_ws('|', c.count, c.differences, c.first) from ("
                            + Resources.read("hub/demo/payables-of-every-day.sql")
                            + ") as c (count, differences, first)")
                    .get(0)
                    .split("\\|", -1);

            assertThat(found[1])
                    .as("differences, the first: %s", (Object) found[found.length - 1])
                    .isEqualTo("0");
            assertThat(Long.parseLong(found[0])).isGreaterThan(2_000);
            assertThat(year.finance(LOST)).isEmpty();
        }
    }
}
