package yecai.hub.demo.erp.purchasing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** Purchase orders, and what is received into stock for them. */
public final class Purchasing {
    /** Something to order, at a price per unit in the order's currency. */
    public record Wanted(
            String material,
            String uom,
            BigDecimal quantity,
            Long productionOrder,
            Long salesOrderLine,
            BigDecimal price,
            Long requisition) {

        /** Something that nobody asked for by a requisition. */
        public Wanted(
                String material,
                String uom,
                BigDecimal quantity,
                Long productionOrder,
                Long salesOrderLine,
                BigDecimal price) {
            this(material, uom, quantity, productionOrder, salesOrderLine, price, null);
        }
    }

    private Purchasing() {}

    /** Orders up to four raw materials of a plant that run low. */
    public static boolean replenish(Tx tx) throws SQLException {
        String plant = tx.pick(tx.masters.plantCodes());
        List<Row> low = tx.list("""
                select b.material, p.lot_size from erp.stock_balances as b
                inner join erp.material_plants as p on p.material = b.material and p.plant = b.plant
                where b.location = ? and b.quantity + coalesce((
                    select sum(l.quantity - l.received_quantity) from erp.purchase_orders as o
                    inner join erp.purchase_order_lines as l on l.purchase_order_id = o.id
                    where o.status = 'released' and o.order_kind = 'stock' and o.plant = b.plant
                        and l.material = b.material), 0) < p.lot_size
                order by b.quantity / p.lot_size limit 4
                """, plant + "-RAW");
        String company = tx.masters.companyOf(plant);
        Row supplier = tx.masters.partners().supplier(company, tx.random);
        List<Wanted> wanted = new ArrayList<>();
        for (Row row : low) {
            String material = row.text("material");
            BigDecimal quantity = row.amount("lot_size").multiply(tx.quantity(1, 3));
            wanted.add(new Wanted(
                    material,
                    tx.masters.material(material).text("uom"),
                    quantity,
                    null,
                    null,
                    offer(tx, company, supplier, tx.masters.standardCost(material, plant)),
                    request(tx, plant, material, quantity)));
        }
        if (!wanted.isEmpty()) {
            order(tx, plant, supplier, supplier.text("currency"), "stock", wanted);
        }
        return !wanted.isEmpty();
    }

    /** Asks for a material by a requisition, which is ordered at once. */
    private static long request(Tx tx, String plant, String material, BigDecimal quantity) throws SQLException {
        String company = tx.masters.companyOf(plant);
        long id = tx.id();
        tx.insert(
                "purchase_requisitions",
                Row.of("id", id, "number", Tx.number("RQ", company, id), "company", company, "plant", plant)
                        .set("material", material)
                        .set("uom", tx.masters.material(material).text("uom"))
                        .set("quantity", quantity)
                        .set("requested_on", tx.today)
                        .set("required_on", tx.today.plusDays(14))
                        .set("status", "ordered"));
        return id;
    }

    /** Enters a purchase order and releases it. */
    public static Row order(Tx tx, String plant, Row supplier, String currency, String kind, List<Wanted> wanted)
            throws SQLException {
        String company = tx.masters.companyOf(plant);
        long id = tx.id();
        Row order = Row.of("id", id, "number", Tx.number("PO", company, id), "company", company, "plant", plant)
                .set("supplier", supplier.text("code"))
                .set("trading_company", supplier.text("trading_company"))
                .set("payment_term", supplier.text("payment_term"))
                .set("order_kind", kind)
                .set("order_date", tx.today)
                .set("currency", currency)
                .set("status", "draft")
                .set("queue_no", tx.queueNumber());
        tx.insert("purchase_orders", order);
        int lineNo = 0;
        for (Wanted item : wanted) {
            BigDecimal net = Money.times(item.quantity, item.price);
            boolean taxed = company.equals("1000") && !supplier.has("trading_company");
            BigDecimal rate = taxed ? Money.of("0.13") : Money.ZERO;
            BigDecimal tax = Money.times(net, rate);
            tx.insert(
                    "purchase_order_lines",
                    Row.of("id", tx.id(), "purchase_order_id", id, "line_no", ++lineNo)
                            .set("material", item.material)
                            .set("uom", item.uom)
                            .set("quantity", item.quantity)
                            .set("unit_price", item.price)
                            .set("tax_rate", rate)
                            .set("net", net)
                            .set("tax", tax)
                            .set("promised_date", tx.today.plusDays(14))
                            .set("requisition_id", item.requisition)
                            .set("production_order_id", item.productionOrder)
                            .set("sales_order_line_id", item.salesOrderLine));
            tx.update("""
                    update erp.purchase_orders
                    set net = net + ?, tax = tax + ?, gross = gross + ?, line_count = line_count + 1 where id = ?
                    """, net, tax, net.add(tax), id);
        }
        tx.update("update erp.purchase_orders set status = 'released' where id = ?", id);
        return order;
    }

    /** What a supplier asks for something that should cost this much in the company's currency. */
    public static BigDecimal offer(Tx tx, String company, Row supplier, BigDecimal cost) {
        return cost.multiply(tx.masters.rate(tx.masters.currencyOf(company), supplier.text("currency"), tx.today))
                .multiply(Money.of(93 + tx.random.nextInt(15)))
                .movePointLeft(2)
                .setScale(4, RoundingMode.HALF_UP);
    }

    /** Receives goods into stock; a part means half of what is open. */
    public static void receiveStock(Tx tx, GoodsReceipt receipt, List<Row> lines, boolean part) throws SQLException {
        String plant = receipt.plant();
        tx.stock.lock(lines.stream()
                .map(line -> new Place(tx.masters.storage(plant, line.text("material")), line.text("material")))
                .toList());
        for (Row line : lines) {
            BigDecimal open = line.amount("quantity").subtract(line.amount("received_quantity"));
            BigDecimal quantity = part ? open.divide(Money.of(2), 0, RoundingMode.UP) : open;
            BigDecimal value = receipt.add(line, quantity);
            tx.stock.move(
                    receipt.move(line, quantity, "receipt")
                            .set("to_location", tx.masters.storage(plant, line.text("material"))),
                    value);
            receipt.voucher().line(tx.masters.material(line.text("material")).text("stock_account"), value);
        }
    }
}
