package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Reversal;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** What goes wrong in production and stock, and what is found out late. */
public final class Corrections {
    private Corrections() {}

    /** Takes a material issue back: the material returns at the value with which it left. */
    public static boolean reverseIssue(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "labor");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        if (tx.masters.isSubcontracted(order.text("material"))) {
            return false;
        }
        Optional<Row> picked = tx.find("""
                select * from erp.cost_bookings
                where production_order_id = ? and entry_kind = 'issue' and reversed_by_id is null order by id limit 1
                """, order.id("id"));
        if (picked.isEmpty()) {
            return false;
        }
        Row booking = picked.get();
        Row move = moveOf(tx, booking);
        tx.stock.lock(List.of(new Place(move.text("from_location"), move.text("material"))));
        CostSheet sheet = new CostSheet(tx, order, "goods_issue_reversal");
        sheet.reverse(booking, tx.masters.material(booking.text("material")).text("stock_account"));
        tx.stock.move(Reversal.of(move, "production", sheet.docNo(), "production_issue"), move.amount("amount"));
        sheet.post();
        tx.update("""
                update erp.production_components set issued_quantity = issued_quantity - ?
                where production_order_id = ? and material = ? and line_kind = 'component'
                """, booking.amount("quantity"), order.id("id"), booking.text("material"));
        tx.update("update erp.production_orders set stage = 'material' where id = ?", order.id("id"));
        return true;
    }

    /** Material is spoilt, and more of it is issued than the bill of material says. */
    public static boolean issueMore(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "labor");
        if (found.isEmpty() || tx.masters.isSubcontracted(found.get().text("material"))) {
            return false;
        }
        Row order = found.get();
        Row line = tx.get("""
                select * from erp.production_components
                where production_order_id = ? and line_kind = 'component' order by line_no limit 1
                """, order.id("id"));
        String material = line.text("material");
        BigDecimal more =
                line.amount("required_quantity").multiply(Money.of(12)).divide(Money.of(100));
        Place place = new Place(tx.masters.storage(order.text("plant"), material), material);
        tx.stock.lock(List.of(place));
        if (more.signum() <= 0 || tx.stock.available(place).compareTo(more) < 0) {
            return false;
        }
        String uom = tx.masters.material(material).text("uom");
        CostSheet sheet = new CostSheet(tx, order, "goods_issue");
        BigDecimal value = tx.stock.move(
                Production.move(sheet, "production_issue", material, place.location(), "PRODUCTION", more, uom)
                        .set("line_no", sheet.lineNo() + 1),
                null);
        sheet.book(
                "material",
                "issue",
                value,
                tx.masters.material(material).text("stock_account"),
                CostSheet.details(material, more, uom));
        sheet.post();
        tx.update(
                "update erp.production_components set required_quantity = required_quantity + ?, issued_quantity = issued_quantity + ? where id = ?",
                more,
                more,
                line.id("id"));
        return true;
    }

    /** Takes an output back that was counted by mistake, if the stock is still there. */
    public static boolean reverseOutput(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "settle");
        if (found.isEmpty()) {
            return false;
        }
        Row order = found.get();
        Optional<Row> picked = tx.find("""
                select * from erp.cost_bookings
                where production_order_id = ? and entry_kind = 'output' and reversed_by_id is null order by id desc limit 1
                """, order.id("id"));
        if (picked.isEmpty()) {
            return false;
        }
        Row booking = picked.get();
        Row move = moveOf(tx, booking);
        Place place = new Place(move.text("to_location"), move.text("material"));
        tx.stock.lock(List.of(place));
        if (!tx.stock.canGive(place, move.amount("base_quantity"), move.amount("amount"))) {
            return false;
        }
        CostSheet sheet = new CostSheet(tx, order, "production_receipt_reversal");
        sheet.reverse(booking, tx.masters.material(booking.text("material")).text("stock_account"));
        tx.stock.move(Reversal.of(move, "production", sheet.docNo(), "production_output"), move.amount("amount"));
        sheet.post();
        tx.update("""
                update erp.production_orders
                set completed_quantity = completed_quantity - ?, status = 'in_progress', stage = 'output', actual_end = null
                where id = ?
                """, booking.amount("quantity"), order.id("id"));
        return true;
    }

    /** Counts a raw material and finds more or less than the books say. */
    public static boolean countStock(Tx tx) throws SQLException {
        String plant = tx.pick(tx.masters.plantCodes());
        String material = tx.pick(tx.masters.materials("raw"));
        Place place = new Place(plant + "-RAW", material);
        tx.stock.lock(List.of(place));
        BigDecimal quantity = tx.quantity(1, 5);
        if (tx.stock.available(place).compareTo(quantity) <= 0) {
            return false;
        }
        boolean loss = tx.chance(60);
        String company = tx.masters.companyOf(plant);
        long id = tx.id();
        String number = Tx.number("ST", company, id);
        Row move = Row.of("company", company, "plant", plant, "doc_type", "stock_count", "doc_no", number)
                .set("line_no", 1)
                .set("move_kind", "adjustment")
                .set("material", material)
                .set("from_location", loss ? place.location() : "ADJUST")
                .set("to_location", loss ? "ADJUST" : place.location())
                .set("quantity", quantity)
                .set("uom", tx.masters.material(material).text("uom"));
        BigDecimal value =
                tx.stock.move(move, loss ? null : Money.times(quantity, tx.masters.standardCost(material, plant)));
        BigDecimal gain = loss ? value.negate() : value;
        tx.voucher(company, "stock_count", number, "stock_count", id)
                .line("1403", gain)
                .line("6712", gain.negate())
                .post();
        return true;
    }

    static Row moveOf(Tx tx, Row booking) throws SQLException {
        return tx.get("""
                select * from erp.stock_moves
                where doc_no = ? and line_no = ? and move_kind in ('production_issue', 'production_output')
                """, booking.text("doc_no"), booking.number("line_no"));
    }
}
