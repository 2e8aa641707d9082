package yecai.hub.demo.erp.production;

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

/** What production orders yield: finished goods, by-products, scrap. */
public final class ProductionOutput {
    private ProductionOutput() {}

    /** Puts finished quantity into stock at standard cost, with by-products and, now and then, scrap. */
    public static boolean output(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "output");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        String plant = order.text("plant");
        String material = order.text("material");
        BigDecimal left = order.amount("planned_quantity")
                .subtract(order.amount("completed_quantity"))
                .subtract(order.amount("scrapped_quantity"));
        BigDecimal quantity = tx.chance(35) ? left.divide(Money.of(2), 0, RoundingMode.UP) : left;
        BigDecimal scrap = quantity.compareTo(Money.of(2)) > 0 && tx.chance(12) ? Money.of(1) : Money.ZERO;
        BigDecimal good = quantity.subtract(scrap);
        List<Row> byProducts = tx.masters.bom(material).stream()
                .filter(line -> line.text("line_kind").equals("by_product"))
                .toList();
        List<Place> places = new ArrayList<>();
        places.add(new Place(plant + "-FG", material));
        byProducts.forEach(line -> places.add(new Place(plant + "-FG", line.text("component"))));
        tx.stock.lock(places);
        CostSheet sheet = new CostSheet(tx, order, "production_receipt");
        put(tx, sheet, "output", material, good, order.amount("standard_cost"));
        for (Row line : byProducts) {
            String component = line.text("component");
            put(
                    tx,
                    sheet,
                    "by_product",
                    component,
                    line.amount("quantity").multiply(good),
                    tx.masters.standardCost(component, plant, tx.today));
        }
        if (scrap.signum() > 0) {
            sheet.book(
                    "material",
                    "abnormal_scrap",
                    Money.times(scrap, order.amount("standard_cost")).negate(),
                    "6711",
                    CostSheet.details(material, scrap, order.text("uom")));
        }
        sheet.post();
        boolean complete = quantity.compareTo(left) == 0;
        tx.update(
                """
                update erp.production_orders
                set completed_quantity = completed_quantity + ?, scrapped_quantity = scrapped_quantity + ?,
                    status = ?, stage = ?, actual_end = ?
                where id = ?
                """,
                good,
                scrap,
                complete ? "completed" : "in_progress",
                complete ? "settle" : "output",
                complete ? tx.today : null,
                order.id("id"));
        return true;
    }

    private static void put(
            Tx tx, CostSheet sheet, String kind, String material, BigDecimal quantity, BigDecimal unitCost)
            throws SQLException {
        String uom = tx.masters.material(material).text("uom");
        BigDecimal value = Money.times(quantity, unitCost);
        sheet.book(
                "material",
                kind,
                value.negate(),
                tx.masters.material(material).text("stock_account"),
                CostSheet.details(material, quantity, uom));
        String to = sheet.order().text("plant") + "-FG";
        tx.stock.move(
                Production.move(sheet, "production_output", material, "PRODUCTION", to, quantity, uom)
                        .set("line_no", sheet.lineNo()),
                value);
    }
}
