package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import yecai.hub.demo.erp.engine.Days;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Stock.Place;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;

/** Going live: capital in the bank, first stock; and the opening of each month. */
public final class Opening {
    private Opening() {}

    /** Opens the month of today: the months before are closed, balances are carried forward. */
    public static void openPeriod(Tx tx) throws SQLException {
        String period = Days.period(tx.today);
        LocalDate start = tx.today.withDayOfMonth(1);
        tx.update("lock table erp.gl_balances in share row exclusive mode");
        tx.update("update erp.accounting_periods set status = 'closed' where status = 'open'");
        tx.update("""
                insert into erp.accounting_periods (company, period, start_date, end_date, status)
                select code, ?, ?, ?, 'open' from erp.companies order by code
                """, period, start, start.plusMonths(1).minusDays(1));
        tx.update("""
                insert into erp.gl_balances (company, account, period, currency, opening, closing)
                select a.company, a.code, ?, c.currency, coalesce(p.closing, 0), coalesce(p.closing, 0)
                from erp.gl_accounts as a
                inner join erp.companies as c on c.code = a.company
                left join erp.gl_balances as p on p.company = a.company and p.account = a.code and p.period = ?
                order by a.company, a.code
                """, period, Days.period(start.minusDays(1)));
    }

    /** Pays in capital, in all currencies. */
    public static void payCapital(Tx tx, String company) throws SQLException {
        for (String currency : List.of("CNY", "USD", "EUR")) {
            BigDecimal amount = Money.of(currency.equals("CNY") ? 50_000_000 : 8_000_000);
            BigDecimal worth = tx.functional(amount, currency, company);
            long id = tx.id();
            String number = Tx.number("OB", company, id);
            Bank.book(tx, "B" + company + "-" + currency, "opening", number, amount, worth);
            tx.voucher(company, "opening", number, "opening", id)
                    .line("1002", worth, currency, amount)
                    .line("4001", worth.negate(), currency, amount.negate())
                    .post();
        }
    }

    /** Takes the first stock of a plant into the books, at standard cost. */
    public static void takeStock(Tx tx, String plant) throws SQLException {
        String company = tx.masters.companyOf(plant);
        long id = tx.id();
        String number = Tx.number("OS", company, id);
        Voucher voucher = tx.voucher(company, "opening_stock", number, "opening", id);
        List<String> materials = List.of("raw", "semi_finished", "finished").stream()
                .flatMap(kind -> tx.masters.materials(kind).stream())
                .toList();
        tx.stock.lock(materials.stream()
                .map(material -> new Place(tx.masters.storage(plant, material), material))
                .toList());
        int lineNo = 0;
        for (String material : materials) {
            String uom = tx.masters.material(material).text("uom");
            BigDecimal lots =
                    Money.of(tx.masters.material(material).text("kind").equals("raw") ? 2 : 1);
            BigDecimal quantity =
                    tx.masters.planning(material, plant).amount("lot_size").multiply(lots);
            BigDecimal value = tx.stock.move(
                    Row.of("company", company, "plant", plant, "doc_type", "opening_stock", "doc_no", number)
                            .set("line_no", ++lineNo)
                            .set("move_kind", "adjustment")
                            .set("material", material)
                            .set("from_location", "ADJUST")
                            .set("to_location", tx.masters.storage(plant, material))
                            .set("quantity", quantity)
                            .set("uom", uom),
                    Money.times(quantity, tx.masters.standardCost(material, plant)));
            voucher.line(tx.masters.material(material).text("stock_account"), value)
                    .line("4001", value.negate());
        }
        voucher.post();
    }
}
