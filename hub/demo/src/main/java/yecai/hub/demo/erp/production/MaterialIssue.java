package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** Material that goes from stock into production orders. */
public final class MaterialIssue {
    private MaterialIssue() {}

    /** Issues what is there of the material an order needs; plans or orders what is not. */
    public static boolean issue(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "material");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        String plant = order.text("plant");
        boolean outside = tx.masters.isSubcontracted(order.text("material"));
        Map<Row, BigDecimal> wanted = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        for (Row line : tx.list(
                "select * from erp.production_components where production_order_id = ? and line_kind = 'component' order by line_no",
                order.id("id"))) {
            BigDecimal open = line.amount("required_quantity").subtract(line.amount("issued_quantity"));
            if (open.signum() > 0) {
                String material = line.text("material");
                wanted.put(line, open);
                places.add(new Place(tx.masters.storage(plant, material), material));
                if (outside) {
                    places.add(new Place(plant + "-SUB", material));
                }
            }
        }
        tx.stock.lock(places);
        CostSheet sheet = new CostSheet(tx, order, "goods_issue");
        boolean complete = true;
        boolean any = false;
        for (Map.Entry<Row, BigDecimal> entry : wanted.entrySet()) {
            BigDecimal done = issue(tx, sheet, entry.getKey(), entry.getValue(), outside);
            any |= done.signum() > 0;
            if (done.compareTo(entry.getValue()) < 0) {
                complete = false;
                String material = entry.getKey().text("material");
                any |= !tx.masters.material(material).text("kind").equals("raw") && Planning.plan(tx, plant, material);
            }
        }
        if (!any && !wanted.isEmpty()) {
            return false;
        }
        sheet.post();
        tx.update("""
                update erp.production_orders
                set status = 'in_progress', stage = ?, actual_start = coalesce(actual_start, ?), queue_no = ? where id = ?
                """, complete ? "labor" : "material", tx.today, tx.queueNumber(), order.id("id"));
        return true;
    }

    private static BigDecimal issue(Tx tx, CostSheet sheet, Row line, BigDecimal open, boolean outside)
            throws SQLException {
        Row order = sheet.order();
        String material = line.text("material");
        String uom = tx.masters.material(material).text("uom");
        String storage = tx.masters.storage(order.text("plant"), material);
        BigDecimal quantity = open.min(tx.stock.available(new Place(storage, material)));
        if (quantity.signum() <= 0) {
            return Money.ZERO;
        }
        String from = storage;
        if (outside) {
            from = order.text("plant") + "-SUB";
            tx.stock.move(Production.move(sheet, "transfer", material, storage, from, quantity, uom), null);
        }
        int lineNo = sheet.lineNo() + 1;
        BigDecimal value = tx.stock.move(
                Production.move(sheet, "production_issue", material, from, "PRODUCTION", quantity, uom)
                        .set("line_no", lineNo),
                null);
        sheet.book(
                "material",
                "issue",
                value,
                tx.masters.material(material).text("stock_account"),
                CostSheet.details(material, quantity, uom));
        tx.update(
                "update erp.production_components set issued_quantity = issued_quantity + ? where id = ?",
                quantity,
                line.id("id"));
        return quantity;
    }
}
