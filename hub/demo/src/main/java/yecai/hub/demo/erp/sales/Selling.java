package yecai.hub.demo.erp.sales;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.purchasing.Purchasing;

/** Sales orders. */
public final class Selling {
    private Selling() {}

    /** Enters an order line by line, and confirms it unless it stays a quotation. */
    public static boolean order(Tx tx) throws SQLException {
        String company = anyCompany(tx);
        order(tx, company, tx.masters.partners().customer(company, tx.random), "standard", tx.chance(92));
        return true;
    }

    public static boolean confirmQuotation(Tx tx) throws SQLException {
        Optional<Row> order = tx.take("sales_orders", "order_kind = 'standard' and status = 'draft'");
        if (order.isPresent()) {
            tx.update(
                    "update erp.sales_orders set status = 'confirmed' where id = ?",
                    order.get().id("id"));
        }
        return order.isPresent();
    }

    /** Cancels an order of which nothing has been shipped or billed. */
    public static boolean cancel(Tx tx) throws SQLException {
        Optional<Row> order = tx.take("sales_orders", "order_kind = 'standard' and status = 'confirmed'");
        if (order.isEmpty()) {
            return false;
        }
        long id = order.get().id("id");
        List<Row> lines = lockLines(tx, id);
        if (lines.stream()
                .anyMatch(line -> !Money.isZero(line.amount("shipped_quantity"))
                        || !Money.isZero(line.amount("invoiced_quantity")))) {
            return false;
        }
        tx.update("update erp.sales_order_lines set status = 'cancelled' where sales_order_id = ?", id);
        tx.update("update erp.sales_orders set status = 'cancelled' where id = ?", id);
        return true;
    }

    /** Orders goods that a supplier will send straight to the customer. */
    public static boolean dropShipmentOrder(Tx tx) throws SQLException {
        String company = anyCompany(tx);
        List<Row> lines = order(tx, company, tx.masters.partners().customer(company, tx.random), "drop_shipment", true);
        Row supplier = tx.masters.partners().supplier(company, tx.random);
        String plant = lines.get(0).text("plant");
        List<Purchasing.Wanted> wanted = new ArrayList<>();
        for (Row line : lines) {
            wanted.add(new Purchasing.Wanted(
                    line.text("material"),
                    line.text("uom"),
                    line.amount("quantity"),
                    null,
                    line.id("id"),
                    Purchasing.offer(
                            tx,
                            company,
                            supplier,
                            tx.masters
                                    .standardCost(line.text("material"), plant)
                                    .multiply(tx.masters.factor(line.text("material"), line.text("uom"))))));
        }
        Purchasing.order(tx, plant, supplier, supplier.text("currency"), "drop_shipment", wanted);
        return true;
    }

    static String anyCompany(Tx tx) {
        List<String> companies = tx.masters.companyCodes();
        return tx.chance(40) ? companies.get(0) : tx.pick(companies);
    }

    static List<Row> order(Tx tx, String company, Row customer, String kind, boolean confirm) throws SQLException {
        long id = tx.id();
        String currency = customer.text("currency");
        tx.insert(
                "sales_orders",
                Row.of("id", id, "number", Tx.number("SO", company, id), "company", company, "order_kind", kind)
                        .set("order_date", tx.today)
                        .set("customer", customer.text("code"))
                        .set("trading_company", customer.text("trading_company"))
                        .set("salesperson", customer.text("salesperson"))
                        .set("currency", currency)
                        .set("status", "draft")
                        .set("payment_term", customer.text("payment_term"))
                        .set("queue_no", tx.queueNumber()));
        String plant = tx.pick(tx.masters.plantCodes().stream()
                .filter(code -> tx.masters.companyOf(code).equals(company))
                .toList());
        int count = 1 + tx.random.nextInt(kind.equals("standard") ? 4 : 2);
        List<Row> lines = new ArrayList<>();
        for (int lineNo = 1; lineNo <= count; lineNo++) {
            Row line = SalesOrderLine.line(tx, id, lineNo, plant, company, customer, kind);
            tx.insert("sales_order_lines", line);
            tx.update("""
                    update erp.sales_orders
                    set net = net + ?, tax = tax + ?, gross = gross + ?, line_count = line_count + 1 where id = ?
                    """, line.amount("net"), line.amount("tax"), line.amount("gross"), id);
            lines.add(line);
        }
        if (confirm) {
            tx.update("update erp.sales_orders set status = 'confirmed' where id = ?", id);
        }
        return lines;
    }

    static List<Row> lockLines(Tx tx, long order) throws SQLException {
        return tx.list(
                "select * from erp.sales_order_lines where sales_order_id = ? order by id for no key update", order);
    }
}
