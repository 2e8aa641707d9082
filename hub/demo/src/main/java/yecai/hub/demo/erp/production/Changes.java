package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Reversal;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** What happens to production orders under way: another component, or the end of it. */
public final class Changes {
    private Changes() {}

    /** Replaces a component by another raw material from now on; what was issued of it stays. */
    public static boolean replaceComponent(Tx tx) throws SQLException {
        Optional<Row> order = Production.take(tx, "material");
        if (order.isEmpty()) {
            return false;
        }
        long id = order.get().id("id");
        List<Row> lines =
                tx.list("select * from erp.production_components where production_order_id = ? order by line_no", id);
        Optional<Row> replaced = lines.stream()
                .filter(line -> line.text("line_kind").equals("component")
                        && isRaw(tx, line)
                        && open(line).signum() > 0)
                .findFirst();
        if (replaced.isEmpty()) {
            return false;
        }
        String uom = tx.masters.material(replaced.get().text("material")).text("uom");
        List<String> others = tx.masters.materials("raw").stream()
                .filter(material -> tx.masters.material(material).text("uom").equals(uom))
                .filter(material ->
                        lines.stream().noneMatch(line -> line.text("material").equals(material)))
                .toList();
        if (others.isEmpty()) {
            return false;
        }
        tx.update(
                "update erp.production_components set required_quantity = issued_quantity where id = ?",
                replaced.get().id("id"));
        tx.insert(
                "production_components",
                Row.of("id", tx.id(), "production_order_id", id)
                        .set("line_no", lines.get(lines.size() - 1).number("line_no") + 1)
                        .set("line_kind", "component")
                        .set("material", tx.pick(others))
                        .set("required_quantity", open(replaced.get())));
        return true;
    }

    /** Cancels an order for which material was issued: all of it goes back at the value with which it left. */
    public static boolean cancelProduction(Tx tx) throws SQLException {
        Optional<Row> found = Production.take(tx, "material");
        if (found.isEmpty() || tx.masters.isSubcontracted(found.get().text("material"))) {
            return false;
        }
        Row order = found.get();
        List<Row> issues = tx.list("""
                select * from erp.cost_bookings
                where production_order_id = ? and entry_kind = 'issue' and reversed_by_id is null order by id
                """, order.id("id"));
        if (issues.isEmpty()) {
            return false;
        }
        List<Row> moves = new ArrayList<>();
        for (Row issue : issues) {
            moves.add(Corrections.moveOf(tx, issue));
        }
        tx.stock.lock(moves.stream()
                .map(move -> new Place(move.text("from_location"), move.text("material")))
                .toList());
        CostSheet sheet = new CostSheet(tx, order, "goods_issue_reversal");
        for (int i = 0; i < issues.size(); i++) {
            String material = issues.get(i).text("material");
            sheet.reverse(issues.get(i), tx.masters.material(material).text("stock_account"));
            tx.stock.move(
                    Reversal.of(moves.get(i), "production", sheet.docNo(), "production_issue"),
                    moves.get(i).amount("amount"));
        }
        sheet.post();
        tx.update(
                "update erp.production_components set issued_quantity = 0 where production_order_id = ?",
                order.id("id"));
        tx.update(
                "update erp.production_orders set status = 'cancelled', stage = 'done', actual_end = ? where id = ?",
                tx.today,
                order.id("id"));
        return true;
    }

    private static boolean isRaw(Tx tx, Row line) {
        return tx.masters.material(line.text("material")).text("kind").equals("raw");
    }

    private static BigDecimal open(Row line) {
        return line.amount("required_quantity").subtract(line.amount("issued_quantity"));
    }
}
