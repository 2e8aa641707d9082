package yecai.hub.demo.erp.production;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** What cost centers really spend: energy, tools, indirect wages, beside what production orders take over at a rate. */
public final class Overhead {
    private static final String ACCOUNT = "5101";

    private Overhead() {}

    /** Books an expense of a cost center. */
    public static boolean pay(Tx tx) throws SQLException {
        String plant = tx.pick(tx.masters.plantCodes());
        String company = tx.masters.companyOf(plant);
        Row center = tx.masters.costCenter(plant + (tx.chance(50) ? "10" : "20"));
        BigDecimal amount = tx.quantity(50, 200);
        long id = tx.id();
        tx.voucher(company, "overhead", Tx.number("OV", company, id), "overhead", id)
                .costCenter(center.text("code"))
                .line(ACCOUNT, amount)
                .line("2211", amount.negate())
                .post();
        return true;
    }
}
