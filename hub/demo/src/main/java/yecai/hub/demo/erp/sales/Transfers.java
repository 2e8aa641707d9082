package yecai.hub.demo.erp.sales;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;

/** Finished goods on their way from one plant of a company to another: first out into transit, later in. */
public final class Transfers {
    private static final String FROM = "1100";
    private static final String TO = "1200";

    private Transfers() {}

    public static boolean send(Tx tx) throws SQLException {
        String material = tx.pick(tx.masters.materials("finished"));
        Place from = new Place(FROM + "-FG", material);
        Place transit = new Place(FROM + "-TRN", material);
        tx.stock.lock(List.of(from, transit));
        BigDecimal quantity = tx.quantity(1, 4);
        if (tx.stock.available(from).compareTo(quantity) < 0) {
            return false;
        }
        move(tx, FROM, material, from.location(), transit.location(), quantity);
        return true;
    }

    public static boolean arrive(Tx tx) throws SQLException {
        Optional<Row> found = tx.find("""
                select material from erp.stock_balances where location = ? and quantity > 0
                order by quantity desc limit 1
                """, FROM + "-TRN");
        if (found.isEmpty()) {
            return false;
        }
        String material = found.get().text("material");
        Place transit = new Place(FROM + "-TRN", material);
        Place to = new Place(TO + "-FG", material);
        tx.stock.lock(List.of(transit, to));
        BigDecimal quantity = tx.stock.available(transit);
        if (quantity.signum() == 0) {
            return false;
        }
        move(tx, TO, material, transit.location(), to.location(), quantity);
        return true;
    }

    private static void move(Tx tx, String plant, String material, String from, String to, BigDecimal quantity)
            throws SQLException {
        String company = tx.masters.companyOf(plant);
        tx.stock.move(
                Row.of("company", company, "plant", plant, "doc_type", "transfer")
                        .set("doc_no", Tx.number("TR", company, tx.id()))
                        .set("line_no", 1)
                        .set("move_kind", "transfer")
                        .set("material", material)
                        .set("from_location", from)
                        .set("to_location", to)
                        .set("quantity", quantity)
                        .set("uom", tx.masters.material(material).text("uom")),
                null);
    }
}
