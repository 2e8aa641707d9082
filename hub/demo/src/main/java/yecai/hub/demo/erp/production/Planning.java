package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.List;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Production orders come into being here. */
public final class Planning {
    private Planning() {}

    /** Plans a lot of something that runs low, in any plant. */
    public static boolean planLow(Tx tx) throws SQLException {
        String plant = tx.pick(tx.masters.plantCodes());
        List<Row> low = tx.list("""
                select b.material from erp.stock_balances as b
                inner join erp.material_plants as p on p.material = b.material and p.plant = b.plant
                inner join erp.materials as m on m.code = b.material
                where b.location = ? and b.quantity < p.lot_size / 2 and m.kind in ('semi_finished', 'finished')
                order by b.quantity / p.lot_size limit 5
                """, plant + "-FG");
        for (Row row : low) {
            if (plan(tx, plant, row.text("material"))) {
                return true;
            }
        }
        return false;
    }

    /** Plans and releases an order for a lot, unless enough of it is already under way. */
    public static boolean plan(Tx tx, String plant, String material) throws SQLException {
        BigDecimal lot = tx.masters.planning(material, plant).amount("lot_size");
        Row open = tx.get("""
                select coalesce(sum(planned_quantity - completed_quantity), 0) as quantity, count(*) as orders
                from erp.production_orders where plant = ? and material = ? and stage <> 'done'
                """, plant, material);
        if (open.id("orders") > 1 || open.amount("quantity").compareTo(lot) >= 0) {
            return false;
        }
        String company = tx.masters.companyOf(plant);
        BigDecimal quantity =
                lot.multiply(Money.of(50 + tx.random.nextInt(100))).divide(Money.of(100), 0, RoundingMode.UP);
        BigDecimal standard = tx.masters.standardCost(material, plant, tx.today);
        long id = tx.id();
        tx.insert(
                "production_orders",
                Row.of("id", id, "number", Tx.number("MO", company, id), "company", company, "plant", plant)
                        .set("order_type", "standard")
                        .set("material", material)
                        .set("uom", tx.masters.material(material).text("uom"))
                        .set("order_date", tx.today)
                        .set("planned_quantity", quantity)
                        .set("status", "planned")
                        .set("stage", "material")
                        .set("planned_start", tx.today.plusDays(1))
                        .set("planned_end", tx.today.plusDays(5))
                        .set("currency", tx.masters.currencyOf(company))
                        .set("planned_cost", Money.times(quantity, standard))
                        .set("queue_no", tx.queueNumber()));
        for (Row line : tx.masters.bom(material)) {
            tx.insert(
                    "production_components",
                    Row.of("id", tx.id(), "production_order_id", id, "line_no", line.number("line_no"))
                            .set("line_kind", line.text("line_kind"))
                            .set("material", line.text("component"))
                            .set("required_quantity", line.amount("quantity").multiply(quantity)));
        }
        tx.update(
                "update erp.production_orders set status = 'released', released_date = ?, standard_cost = ? where id = ?",
                tx.today,
                standard,
                id);
        return true;
    }
}
