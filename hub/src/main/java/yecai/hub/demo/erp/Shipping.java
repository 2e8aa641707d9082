package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.Stock.Place;

/** What leaves for customers, arrives, is accepted. */
final class Shipping {
    private record Parcel(Row line, BigDecimal quantity) {}

    private Shipping() {}

    /** Ships what an order has in stock, all or a part; asks for production if there is nothing. */
    static boolean ship(Tx tx) throws SQLException {
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
        Row shipment = open(tx, order, parcels.get(0).line.text("plant"), "shipment");
        Voucher voucher = cogs(tx, shipment);
        boolean billable = false;
        for (int i = 0; i < parcels.size(); i++) {
            billable |= add(tx, order, shipment, i + 1, parcels.get(i), voucher);
        }
        voucher.post();
        close(tx, shipment, billable ? "open" : "billed");
        tx.update("""
                update erp.sales_orders set status = 'shipped' where id = ? and not exists
                    (select from erp.sales_order_lines where sales_order_id = ? and status in ('open', 'partial'))
                """, order.id("id"), order.id("id"));
        return Optional.of(shipment);
    }

    /** The carrier or the customer reports arrival, then acceptance. */
    static boolean confirmDelivery(Tx tx) throws SQLException {
        Optional<Row> found = tx.take("shipments", tx.chance(60) ? "status = 'shipped'" : "status = 'delivered'");
        if (found.isEmpty()) {
            return false;
        }
        Row shipment = found.get();
        boolean arrived = shipment.text("status").equals("shipped");
        boolean acceptance = tx.masters
                .company(shipment.text("company"))
                .text("recognition_event")
                .equals("acceptance");
        if (arrived) {
            tx.update(
                    "update erp.shipments set delivered_date = ?, status = ?, accepted_date = ? where id = ?",
                    tx.today,
                    acceptance ? "delivered" : "accepted",
                    acceptance ? null : tx.today,
                    shipment.id("id"));
        } else {
            tx.update(
                    "update erp.shipments set accepted_date = ?, status = 'accepted' where id = ?",
                    tx.today,
                    shipment.id("id"));
        }
        return true;
    }

    static Row open(Tx tx, Row order, String plant, String kind) throws SQLException {
        String company = order.text("company");
        long id = tx.id();
        Row shipment = Row.of("id", id, "number", Tx.number("DN", company, id), "company", company, "plant", plant)
                .set("sales_order_id", order.id("id"))
                .set("shipment_kind", kind)
                .set("ship_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", order.text("customer"))
                .set("trading_company", order.text("trading_company"))
                .set("currency", order.text("currency"))
                .set("functional_currency", tx.masters.currencyOf(company))
                .set("exchange_rate", tx.masters.rate(order.text("currency"), tx.masters.currencyOf(company), tx.today))
                .set("status", "draft")
                .set("billing_status", "none")
                .set("queue_no", tx.queueNumber());
        tx.insert("shipments", shipment);
        return shipment;
    }

    static void close(Tx tx, Row shipment, String billingStatus) throws SQLException {
        tx.update(
                "update erp.shipments set status = 'shipped', billing_status = ? where id = ?",
                billingStatus,
                shipment.id("id"));
    }

    static Voucher cogs(Tx tx, Row shipment) {
        return tx.voucher(
                        shipment.text("company"), "goods_issue", shipment.text("number"), "shipment", shipment.id("id"))
                .customer(shipment.text("customer"), shipment.text("trading_company"));
    }

    /** The columns of a shipment line that follow from its order line; quantity is negative for returns. */
    static Row lineOf(Tx tx, Row shipment, int lineNo, Row orderLine, BigDecimal quantity) throws SQLException {
        BigDecimal net = Money.times(quantity, orderLine.amount("unit_price"));
        return Row.of("id", tx.id(), "shipment_id", shipment.id("id"), "line_no", lineNo)
                .set("sales_order_line_id", orderLine.id("id"))
                .set("material", orderLine.text("material"))
                .set("uom", orderLine.text("uom"))
                .set("quantity", quantity)
                .set("unit_price", orderLine.amount("unit_price"))
                .set("tax_rate", orderLine.amount("tax_rate"))
                .set("net", net)
                .set("tax", Money.times(net, orderLine.amount("tax_rate")));
    }

    /** The movement of a shipment line; locations and kind are the caller's. */
    static Row moveOf(Row shipment, Row line, String kind, String from, String to) {
        return Row.of("company", shipment.text("company"), "plant", shipment.text("plant"))
                .set("doc_type", "delivery")
                .set("doc_no", shipment.text("number"))
                .set("line_no", line.number("line_no"))
                .set("move_kind", kind)
                .set("material", line.text("material"))
                .set("from_location", from)
                .set("to_location", to)
                .set("quantity", line.amount("quantity").abs())
                .set("uom", line.text("uom"))
                .set("sales_order_line_id", line.id("sales_order_line_id"))
                .set("shipment_line_id", line.id("id"))
                .set("customer", shipment.text("customer"))
                .set("supplier", null);
    }

    private static boolean add(Tx tx, Row order, Row shipment, int lineNo, Parcel parcel, Voucher voucher)
            throws SQLException {
        Row orderLine = parcel.line;
        BigDecimal ahead = parcel.quantity.min(orderLine.amount("billed_ahead_quantity"));
        Row line = lineOf(tx, shipment, lineNo, orderLine, parcel.quantity).set("invoiced_quantity", ahead);
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
        BigDecimal value = tx.stock.move(moveOf(shipment, line, "shipment", from, "CUSTOMER"), null);
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
