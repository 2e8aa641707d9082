package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Production orders step by step: material, work, output, settlement. */
public final class Production {
    private Production() {}

    /** Confirms the operations: labor, machine, overhead; sends subcontracted work out. */
    public static boolean confirm(Tx tx) throws SQLException {
        Optional<Row> found = take(tx, "labor");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        BigDecimal quantity = order.amount("planned_quantity");
        CostSheet sheet = new CostSheet(tx, order, "confirmation");
        boolean sentOut = false;
        for (Row operation : tx.masters.routing(order.text("material"))) {
            if (operation.has("subcontract_price")) {
                Subcontracting.order(tx, order, operation.amount("subcontract_price"));
                sentOut = true;
                continue;
            }
            String center = order.text("plant") + operation.text("work_center");
            Row rates = tx.masters.costCenter(center);
            sheet.voucher().costCenter(center);
            BigDecimal labor = hours(tx, operation.amount("labor_hours"), quantity);
            BigDecimal machine = hours(tx, operation.amount("machine_hours"), quantity);
            BigDecimal laborCost = Money.times(labor, rates.amount("labor_rate"));
            sheet.book("labor", "activity", laborCost, "2211", CostSheet.activity(center, labor));
            sheet.book(
                    "machine",
                    "activity",
                    Money.times(machine, rates.amount("machine_rate")),
                    "5102",
                    CostSheet.activity(center, machine));
            sheet.book(
                    "overhead",
                    "absorption",
                    Money.times(laborCost, rates.amount("overhead_rate")),
                    "5101",
                    Row.of("cost_center", center));
        }
        sheet.post();
        tx.update(
                "update erp.production_orders set stage = ? where id = ?",
                sentOut ? "subcontract" : "output",
                order.id("id"));
        return true;
    }

    /** Settles what is left of a completed order as a variance, and closes it. */
    public static boolean settle(Tx tx) throws SQLException {
        Optional<Row> found = take(tx, "settle");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        CostSheet sheet = new CostSheet(tx, order, "settlement");
        if (!Money.isZero(order.amount("wip"))) {
            sheet.book("material", "settlement", order.amount("wip").negate(), "6404", Row.of());
        }
        sheet.post();
        tx.update("update erp.production_orders set status = 'closed', stage = 'done' where id = ?", order.id("id"));
        return true;
    }

    static Optional<Row> take(Tx tx, String stage) throws SQLException {
        return tx.take("production_orders", "stage = '" + stage + "'");
    }

    static Row move(
            CostSheet sheet, String kind, String material, String from, String to, BigDecimal quantity, String uom) {
        Row order = sheet.order();
        return Row.of("company", order.text("company"), "plant", order.text("plant"))
                .set("doc_type", "production")
                .set("doc_no", sheet.docNo())
                .set("line_no", sheet.lineNo() + 1)
                .set("move_kind", kind)
                .set("material", material)
                .set("from_location", from)
                .set("to_location", to)
                .set("quantity", quantity)
                .set("uom", uom)
                .set("production_order_id", order.id("id"));
    }

    private static BigDecimal hours(Tx tx, BigDecimal perUnit, BigDecimal quantity) {
        return perUnit.multiply(quantity)
                .multiply(Money.of(92 + tx.random.nextInt(20)))
                .divide(Money.of(100), 2, RoundingMode.HALF_UP);
    }
}
