package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** What labor really cost turns out later than the hours were booked. */
public final class Recosting {
    private static final int MOST_ORDERS = 20;

    private Recosting() {}

    /** Recosts the labor of orders in work at a new rate, many at once. */
    public static boolean recostInWork(Tx tx) throws SQLException {
        List<Row> orders = take(tx, "stage in ('output', 'subcontract', 'settle')", "order by id");
        for (Row order : orders) {
            BigDecimal change = change(tx, order);
            if (!Money.isZero(change)) {
                CostSheet sheet = new CostSheet(tx, order, "recosting");
                revalue(tx, sheet, change);
                sheet.post();
            }
        }
        return !orders.isEmpty();
    }

    /** Recosts orders that are closed: the difference goes through them into the variances, and nothing stays in progress. */
    public static boolean recostFinished(Tx tx) throws SQLException {
        boolean any = false;
        for (Row order : take(tx, "status = 'closed'", "order by actual_end desc, id desc")) {
            BigDecimal change = change(tx, order);
            if (!Money.isZero(change)) {
                CostSheet sheet = new CostSheet(tx, order, "recosting");
                revalue(tx, sheet, change);
                sheet.book("material", "settlement", change.negate(), "6404", Row.of());
                sheet.post();
                any = true;
            }
        }
        return any;
    }

    private static List<Row> take(Tx tx, String which, String newest) throws SQLException {
        return tx.list(
                "select * from erp.production_orders where " + which + " and plant = ? " + newest + " limit "
                        + MOST_ORDERS + " for no key update skip locked",
                tx.pick(tx.masters.plantCodes()));
    }

    private static void revalue(Tx tx, CostSheet sheet, BigDecimal change) throws SQLException {
        sheet.book(
                "labor",
                "revaluation",
                change,
                "2211",
                Row.of("cost_center", sheet.order().text("plant") + "10"));
    }

    private static BigDecimal change(Tx tx, Row order) throws SQLException {
        Row labor = tx.get("""
                select coalesce(sum(amount), 0) as amount from erp.cost_bookings
                where production_order_id = ? and element = 'labor'
                """, order.id("id"));
        return Money.percent(labor.amount("amount"), 2);
    }
}
