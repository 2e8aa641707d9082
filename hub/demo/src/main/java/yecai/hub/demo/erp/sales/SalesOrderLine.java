package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** A line of a sales order, with its price and tax. */
final class SalesOrderLine {
    private SalesOrderLine() {}

    static Row line(Tx tx, long order, int lineNo, String plant, String company, Row customer, String kind)
            throws SQLException {
        String material = tx.pick(
                tx.masters.materials(kind.equals("intercompany") || tx.chance(15) ? "semi_finished" : "finished"));
        boolean boxes =
                tx.chance(10) && tx.masters.material(material).text("kind").equals("finished");
        String uom = boxes ? "BOX" : tx.masters.material(material).text("uom");
        BigDecimal quantity = boxes ? tx.quantity(1, 2) : tx.quantity(1, 12);
        BigDecimal price = price(tx, material, plant, company, customer)
                .multiply(tx.masters.factor(material, uom))
                .setScale(4, RoundingMode.HALF_UP);
        BigDecimal net = Money.times(quantity, price);
        BigDecimal rate = taxRate(tx, company, customer);
        BigDecimal tax = Money.times(net, rate);
        return Row.of("id", tx.id(), "sales_order_id", order, "line_no", lineNo, "plant", plant, "line_kind", "goods")
                .set("material", material)
                .set("uom", uom)
                .set("quantity", quantity)
                .set("unit_price", price)
                .set("tax_rate", rate)
                .set("net", net)
                .set("tax", tax)
                .set("gross", net.add(tax))
                .set("promised_date", tx.today.plusDays(7 + tx.random.nextInt(40)))
                .set("status", "open");
    }

    private static BigDecimal price(Tx tx, String material, String plant, String company, Row customer) {
        int percent = customer.has("trading_company") ? 112 : 140 + tx.random.nextInt(30);
        BigDecimal cost = tx.masters.standardCost(material, plant);
        BigDecimal price = cost.multiply(Money.of(percent)).movePointLeft(2);
        return price.multiply(tx.masters.rate(tx.masters.currencyOf(company), customer.text("currency"), tx.today))
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal taxRate(Tx tx, String company, Row customer) {
        String country = tx.masters.company(company).text("country");
        if (!country.equals(customer.text("country"))) {
            return Money.ZERO;
        }
        return switch (country) {
            case "CN" -> Money.of("0.13");
            case "DE" -> Money.of("0.19");
            default -> Money.of("0.0825");
        };
    }
}
