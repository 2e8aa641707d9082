package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;
import yecai.hub.demo.erp.production.Planning;

/** What leaves for customers, arrives, is accepted. */
public final class Shipping {
    private record Parcel(Row line, BigDecimal quantity) {}

    private Shipping() {}

    /** Ships what an order has in stock, all or a part; asks for production if there is nothing. */
    public static boolean ship(Tx tx) throws SQLException {
        Optional<Row> order = tx.take("sales_orders", "order_kind = 'standard' and status = 'confirmed'");
        return order.isPresent() && (ship(tx, order.get(), false).isPresent() || planMissing(tx, order.get()));
    }

    /** Plans production of the first thing that an order waits for. */
    static boolean planMissing(Tx tx, Row order) throws SQLException {
        Optional<Row> line = tx.find("""
                select plant, material from erp.sales_order_lines
                where sales_order_id = ? and status in ('open', 'partial') order by line_no limit 1
                """, order.id("id"));
        return line.isPresent()
                && Planning.plan(tx, line.get().text("plant"), line.get().text("material"));
    }

    /**
     * Ships an order whose row is locked.
     *
     * @param whole all or nothing
     * @return the shipment; empty if nothing is there
     */
    static Optional<Row> ship(Tx tx, Row order, boolean whole) throws SQLException {
        List<Row> lines = Selling.lockLines(tx, order.id("id")).stream()
                .filter(line -> List.of("open", "partial").contains(line.text("status")))
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        tx.stock.lock(lines.stream().map(line -> place(tx, line)).toList());
        List<Parcel> parcels = choose(tx, lines, whole);
        if (parcels.isEmpty()) {
            return Optional.empty();
        }
        Row shipment = ShipmentDocument.open(tx, order, parcels.get(0).line.text("plant"), "shipment");
        Voucher voucher = ShipmentDocument.cogs(tx, shipment);
        boolean billable = false;
        for (int i = 0; i < parcels.size(); i++) {
            billable |= add(tx, order, shipment, i + 1, parcels.get(i), voucher);
        }
        voucher.post();
        ShipmentDocument.close(tx, shipment, billable ? "open" : "billed");
        tx.update("""
                update erp.sales_orders set status = 'shipped' where id = ? and not exists
                    (select from erp.sales_order_lines where sales_order_id = ? and status in ('open', 'partial'))
                """, order.id("id"), order.id("id"));
        return Optional.of(shipment);
    }

    private static boolean add(Tx tx, Row order, Row shipment, int lineNo, Parcel parcel, Voucher voucher)
            throws SQLException {
        Row orderLine = parcel.line;
        BigDecimal ahead = parcel.quantity.min(orderLine.amount("billed_ahead_quantity"));
        Row line = ShipmentDocument.lineOf(tx, shipment, lineNo, orderLine, parcel.quantity)
                .set("invoiced_quantity", ahead);
        tx.insert("shipment_lines", line);
        BigDecimal shipped = orderLine.amount("shipped_quantity").add(parcel.quantity);
        tx.update(
                """
                update erp.sales_order_lines
                set shipped_quantity = ?, billed_ahead_quantity = billed_ahead_quantity - ?, status = ? where id = ?
                """,
                shipped,
                ahead,
                shipped.compareTo(orderLine.amount("quantity")) >= 0 ? "shipped" : "partial",
                orderLine.id("id"));
        String from = place(tx, orderLine).location();
        BigDecimal value = tx.stock.move(ShipmentDocument.moveOf(shipment, line, "shipment", from, "CUSTOMER"), null);
        voucher.line("6401", value)
                .line(tx.masters.material(line.text("material")).text("stock_account"), value.negate());
        return ahead.compareTo(parcel.quantity) < 0;
    }

    private static List<Parcel> choose(Tx tx, List<Row> lines, boolean whole) {
        List<Parcel> parcels = new ArrayList<>();
        for (Row line : lines) {
            BigDecimal open = line.amount("quantity").subtract(line.amount("shipped_quantity"));
            BigDecimal left = tx.stock.available(place(tx, line));
            BigDecimal taken = parcels.stream()
                    .filter(parcel -> parcel.line.text("material").equals(line.text("material")))
                    .map(parcel -> parcel.quantity.multiply(
                            tx.masters.factor(parcel.line.text("material"), parcel.line.text("uom"))))
                    .reduce(Money.ZERO, BigDecimal::add);
            BigDecimal possible = left.subtract(taken)
                    .divide(tx.masters.factor(line.text("material"), line.text("uom")), 0, RoundingMode.DOWN);
            BigDecimal quantity = open.min(possible);
            if (!whole && tx.chance(25)) {
                quantity = quantity.divide(Money.of(2), 0, RoundingMode.UP);
            }
            if (whole && quantity.compareTo(open) < 0) {
                return List.of();
            }
            if (!whole
                    && open.signum() > 0
                    && quantity.compareTo(open) == 0
                    && possible.compareTo(open) > 0
                    && tx.chance(4)) {
                quantity = quantity.add(Money.of(1)); // the packers put one more in
            }
            if (quantity.signum() > 0) {
                parcels.add(new Parcel(line, quantity));
            }
        }
        return parcels;
    }

    static Place place(Tx tx, Row line) {
        return new Place(tx.masters.storage(line.text("plant"), line.text("material")), line.text("material"));
    }
}
