package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.demo.erp.Stock.Place;

/** Production orders step by step: material, work, output, settlement. */
final class Production {
    private Production() {}

    /** Issues what is there of the material an order needs; plans or orders what is not. */
    static boolean issue(Tx tx) throws SQLException {
        Optional<Row> found = take(tx, "material");
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

    /** Confirms the operations: labor, machine, overhead; sends subcontracted work out. */
    static boolean confirm(Tx tx) throws SQLException {
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
            boolean machining = operation.amount("machine_hours").compareTo(operation.amount("labor_hours")) > 0;
            String center = order.text("plant") + (machining ? "10" : "20");
            Row rates = tx.masters.costCenter(center);
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
        sheet.voucher().costCenter(order.text("plant") + "10");
        sheet.post();
        tx.update(
                "update erp.production_orders set stage = ? where id = ?",
                sentOut ? "subcontract" : "output",
                order.id("id"));
        return true;
    }

    /** Puts finished quantity into stock at standard cost, with by-products and, now and then, scrap. */
    static boolean output(Tx tx) throws SQLException {
        Optional<Row> found = take(tx, "output");
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
                    tx.masters.standardCost(component, plant));
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

    /** Settles what is left of a completed order as a variance, and closes it. */
    static boolean settle(Tx tx) throws SQLException {
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
            tx.stock.move(move(sheet, "transfer", material, storage, from, quantity, uom), null);
        }
        int lineNo = sheet.lineNo() + 1;
        BigDecimal value = tx.stock.move(
                move(sheet, "production_issue", material, from, "PRODUCTION", quantity, uom)
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
                move(sheet, "production_output", material, "PRODUCTION", to, quantity, uom)
                        .set("line_no", sheet.lineNo()),
                value);
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
