package yecai.hub.demo.buying;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What should not happen in buying, planted into a year of business by a seed, and beside each kind something that looks like it and is
 * none. {@link #findings} is what finance.data_quality must say.
 */
final class PlantedBuying {
    /** The rules that it is about. */
    static final String RULES =
            "'supplier_invoice_twice', 'receipt_without_order', 'billed_before_received', 'order_after_invoice',"
                    + " 'order_without_requisition', 'split_order', 'order_above_last_price', 'bank_details_changed'";

    static final int LAST_PRICE_PERCENT = 30;
    static final int SPLIT_DAYS = 4;

    private static final long FIRST_ID = 900_000_000_000L;

    private final BuyingYear year;
    private final LocalDate today;
    private final SplittableRandom random;
    private final List<String> findings = new ArrayList<>();
    private final BigDecimal limit;
    private long id = FIRST_ID;

    private PlantedBuying(BuyingYear year, long seed) throws SQLException {
        this.year = year;
        this.today = LocalDate.parse(
                year.erp("select max(posting_date) from erp.journals").get(0));
        this.random = new SplittableRandom(seed);
        this.limit = new BigDecimal(year.erp("""
                select round(2 * max(s.net), 2)
                from (select sum(net) as net from erp.purchase_orders group by company, supplier, currency) as s
                """).get(0));
    }

    static PlantedBuying plant(BuyingYear year, long seed) throws SQLException {
        PlantedBuying planted = new PlantedBuying(year, seed);
        planted.order(planted.today.minusDays(350).toString(), "100", true, "S00003");
        planted.invoicesTwice();
        planted.receiptsWithoutOrders();
        planted.invoicesBeforeReceipts();
        planted.ordersAfterInvoices();
        planted.ordersWithoutRequisitions();
        planted.splitOrders();
        planted.dearOrders();
        planted.changedBankDetails();
        return planted;
    }

    /** Each as rule and document, or rule, company, currency and supplier. */
    List<String> findings() {
        return findings;
    }

    /** From this net amount on an order needs an approval; nobody orders as much in a year, but who splits orders. */
    BigDecimal approvalLimit() {
        return limit;
    }

    private int some() {
        return 1 + random.nextInt(4);
    }

    private void found(String rule, String document) {
        findings.add(rule + " " + document);
    }

    /** The same paper once more, written otherwise; and another number of the same amount, which is another invoice. */
    private void invoicesTwice() throws SQLException {
        List<String> invoices = pick("""
                select i.id from erp.supplier_invoices as i
                where i.status = 'posted' and i.gross > 0 and i.reverses_id is null and i.reversed_by_id is null order by i.id
                """, 2 * some());
        for (int i = 0; i < invoices.size(); i++) {
            boolean same = i % 2 == 0;
            String number = "DUP" + ++id;
            year.change("""
                    insert into supplier_invoices (id, number, doc_type, supplier_number, company, supplier, trading_company, payment_term,
                        invoice_date, posting_date, period, currency, functional_currency, status, net, tax, gross, net_functional,
                        tax_functional, gross_functional, open_amount, open_functional, line_count, due_date, queue_no)
                    select %1$d, '%2$s', doc_type, %3$s, company, supplier, trading_company, payment_term, invoice_date + %4$d,
                        posting_date + %4$d, period, currency, functional_currency, status, net, tax, gross, net_functional, tax_functional,
                        gross_functional, 0, 0, 0, due_date, 0
                    from supplier_invoices where id = %5$s
                    """.formatted(
                            id,
                            number,
                            same ? "lower(replace(supplier_number, '/', ' - '))" : "supplier_number || '-2'",
                            1 + random.nextInt(5),
                            invoices.get(i)));
            if (same) {
                found("supplier_invoice_twice", number);
            }
        }
    }

    private void receiptsWithoutOrders() throws SQLException {
        for (int i = some(); i > 0; i--) {
            String number = "GW" + ++id;
            year.change(receipt(number, "null", "null", day(), 1));
            found("receipt_without_order", number);
        }
        // taken back: nobody need look for it
        String day = day();
        long given = ++id;
        year.change(receipt("GB" + given, "null", "null", day, 1));
        long taken = ++id;
        year.change(receipt("GB" + taken, "null", "null", day, -1));
        year.change("update goods_receipts set reversed_by_id = " + taken + " where id = " + given
                + "; update goods_receipts set reverses_id = " + given + " where id = " + taken);
    }

    private void invoicesBeforeReceipts() throws SQLException {
        for (int i = some(); i > 0; i--) {
            long order = order(day(), "100", true, "S00003");
            int days = 1 + random.nextInt(9);
            String number = invoice(order, 2);
            year.change(receipt("GR" + ++id, order + "", (order + 1) + "", dayOf(order, 2 + days), 1));
            found("billed_before_received", number);
        }
        long order = order(day(), "100", true, "S00003");
        year.change(receipt("GR" + ++id, order + "", (order + 1) + "", dayOf(order, 2), 1));
        invoice(order, 2);
    }

    private void ordersAfterInvoices() throws SQLException {
        for (int i = some(); i > 0; i--) {
            long order = order(day(), "100", true, "S00003");
            year.change(receipt("GR" + ++id, order + "", (order + 1) + "", dayOf(order, -9), 1));
            found("order_after_invoice", invoice(order, -1 - random.nextInt(8)));
        }
        long order = order(day(), "100", true, "S00003");
        year.change(receipt("GR" + ++id, order + "", (order + 1) + "", dayOf(order, 0), 1));
        invoice(order, 0);
    }

    private void ordersWithoutRequisitions() throws SQLException {
        for (int i = some(); i > 0; i--) {
            found("order_without_requisition", number(order(day(), "100", false, "S00003")));
        }
        year.change(
                "update purchase_orders set status = 'cancelled' where id = " + order(day(), "100", false, "S00003"));
    }

    private void splitOrders() throws SQLException {
        year.change("insert into suppliers (code, name_en, name_zh, country, currency)"
                + " select 'Z' || n, 'Planted ' || n, 'Planted ' || n, 'CN', 'CNY' from generate_series(1, 9) as n");
        for (int i = some(); i > 0; i--) {
            String supplier = "Z" + i;
            String day = day();
            int orders = 2 + random.nextInt(3);
            long last = 0;
            for (int part = 0; part < orders; part++) {
                String net = limit.multiply(BigDecimal.valueOf(0.99))
                        .divide(BigDecimal.valueOf(orders - 1L), 2, RoundingMode.HALF_UP)
                        .toPlainString();
                last = order("date " + quoted(day) + " + " + (part * SPLIT_DAYS / (orders - 1)), net, true, supplier);
            }
            found("split_order", number(last));
        }
        // too far apart, below the limit together, and above it alone
        String day = day();
        String most = share("0.6");
        order("date " + quoted(day), most, true, "Z7");
        order("date " + quoted(day) + " + " + (SPLIT_DAYS + 1), most, true, "Z7");
        order("date " + quoted(day), share("0.3"), true, "Z8");
        order("date " + quoted(day), share("0.3"), true, "Z8");
        order("date " + quoted(day), limit.toPlainString(), true, "Z9");
    }

    private String share(String ofLimit) {
        return limit.multiply(new BigDecimal(ofLimit))
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** On the day of an order and after it, dearer than it by more than is allowed, and by less. */
    private void dearOrders() throws SQLException {
        List<String> lines = pick("""
                select distinct on (l.material) l.id
                from erp.purchase_order_lines as l
                inner join erp.purchase_orders as o on o.id = l.purchase_order_id
                where o.company = '1000' and o.currency = 'CNY' and o.order_kind = 'stock' and o.status not in ('draft', 'cancelled')
                    and o.id < 900000000000
                order by l.material, o.order_date desc, o.number desc, l.line_no desc
                """, 2 * some());
        // and one that nobody else orders, in case nothing else was ordered
        long first = order(day(), "100", true, "S00003");
        year.change("update purchase_order_lines set material = '4000000002' where purchase_order_id = " + first);
        lines.add(0, (first + 1) + "");
        for (int i = 0; i < lines.size(); i++) {
            boolean dear = i % 2 == 0;
            int percent = dear ? LAST_PRICE_PERCENT + 1 + random.nextInt(40) : LAST_PRICE_PERCENT - 1;
            long order = order(
                    "(select o.order_date from purchase_orders as o inner join purchase_order_lines as l on l.purchase_order_id = o.id"
                            + " where l.id = " + lines.get(i) + ")",
                    "100",
                    true,
                    "S00003");
            year.change("""
                    update purchase_order_lines as n
                    set material = l.material, uom = l.uom, unit_price = round(l.unit_price * %d / 100, 6)
                    from purchase_order_lines as l
                    where n.purchase_order_id = %d and l.id = %s
                    """.formatted(100 + percent, order, lines.get(i)));
            if (dear) {
                found("order_above_last_price", number(order));
            }
        }
    }

    /** Of suppliers who are owed something; and long ago, and of one who is owed nothing. */
    private void changedBankDetails() throws SQLException {
        year.change("""
                insert into suppliers (code, name_en, name_zh, country, currency)
                select 'B' || n, 'Bank ' || n, 'Bank ' || n, 'CN', 'CNY' from generate_series(1, 6) as n;
                insert into supplier_invoices (id, number, supplier_number, company, supplier, invoice_date, posting_date, period, currency,
                    functional_currency, status, net, gross, net_functional, gross_functional, open_amount, open_functional, line_count,
                    due_date, queue_no)
                select %d + n, 'BK' || n, 'BK' || n, '1000', 'B' || n, d.day, d.day, to_char(d.day, 'YYYY-MM'), 'CNY', 'CNY', 'posted', 7, 7,
                    7, 7, 7, 7, 0, d.day + 30, 0
                from generate_series(1, 5) as n
                cross join (select date '%s' as day) as d
                """.formatted(id, day()));
        id += 6;
        for (int n = some(); n > 0; n--) {
            changeBank("B" + n, random.nextInt(29));
        }
        changeBank("B6", 0);
        year.change("update suppliers set bank_changed_on = current_date - 31 where code = 'B5'");
        for (String supplier : pick(
                "select distinct i.supplier from erp.supplier_invoices as i where i.status = 'posted' and i.open_amount > 0"
                        + " and i.supplier like 'S%' order by 1",
                some())) {
            changeBank(supplier, random.nextInt(29));
        }
    }

    private void changeBank(String supplier, int daysAgo) throws SQLException {
        year.change("update suppliers set bank_changed_on = current_date - " + daysAgo + " where code = "
                + quoted(supplier));
        for (String where : year.erp(
                "select distinct i.supplier || ' ' || i.company || ' ' || i.currency from erp.supplier_invoices as i"
                        + " where i.status = 'posted' and i.open_amount > 0 and i.supplier = " + quoted(supplier))) {
            found("bank_details_changed", where);
        }
    }

    /** An order of one line of a material that nobody else orders, all at the same price. */
    private long order(String day, String net, boolean requested, String supplier) throws SQLException {
        String when = day.startsWith("2") ? "date " + quoted(day) : day;
        long order = ++id;
        long line = ++id;
        long requisition = ++id;
        year.change(
                """
                insert into purchase_requisitions (id, number, company, plant, material, uom, quantity, requested_on, required_on, status)
                select %3$d, 'RQ%3$d', '1000', '1100', m.code, m.uom, 1, %4$s, %4$s, 'ordered' from materials as m where m.code = '4000000001';
                insert into purchase_orders (id, number, company, plant, supplier, order_kind, order_date, currency, status, net, tax, gross,
                    line_count, queue_no)
                values (%1$d, 'Z%1$d', '1000', '1100', '%7$s', 'stock', %4$s, 'CNY', 'released', %5$s, 0, %5$s, 1, 0);
                insert into purchase_order_lines (id, purchase_order_id, line_no, material, uom, quantity, unit_price, tax_rate, net, tax,
                    requisition_id, tx_token)
                select %2$d, %1$d, 1, m.code, m.uom, 1, 7, 0, %5$s, 0, %6$s, 0 from materials as m where m.code = '4000000001'
                """.formatted(order, line, requisition, when, net, requested ? requisition + "" : "null", supplier));
        return order;
    }

    private String invoice(long order, int daysAfter) throws SQLException {
        String number = "IN" + ++id;
        year.change("""
                insert into supplier_invoices (id, number, supplier_number, company, supplier, invoice_date, posting_date, period, currency,
                    functional_currency, status, net, gross, net_functional, gross_functional, line_count, due_date, queue_no)
                select %1$d, '%2$s', '%2$s', o.company, o.supplier, o.order_date + %3$d, o.order_date + %3$d,
                    to_char(o.order_date + %3$d, 'YYYY-MM'), 'CNY', 'CNY', 'posted', 7, 7, 7, 7, 1, o.order_date + 30, 0
                from purchase_orders as o where o.id = %4$d;
                insert into supplier_invoice_lines (id, supplier_invoice_id, line_no, purchase_order_line_id, material, uom, quantity,
                    unit_price, net, tax, net_functional, tax_functional, tx_token)
                select %1$d + 1, %1$d, 1, l.id, l.material, l.uom, 1, 7, 7, 0, 7, 0, 0 from purchase_order_lines as l
                where l.purchase_order_id = %4$d
                """.formatted(id, number, daysAfter, order));
        id++;
        return number;
    }

    private String receipt(String number, String order, String line, String day, int quantity) {
        long its = id;
        id++;
        return """
                insert into goods_receipts (id, number, company, plant, supplier, purchase_order_id, receipt_date, posting_date, period, status,
                    billing_status, amount, queue_no)
                values (%1$d, '%2$s', '1000', '1100', 'S00003', %3$s, '%5$s', '%5$s', left('%5$s', 7), 'posted', 'billed', 7, 0);
                insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, material, uom, quantity, unit_price,
                    amount, tx_token)
                select %1$d + 1, %1$d, 1, %4$s, m.code, m.uom, %6$d, 7, 7, 0 from materials as m where m.code = '4000000001'
                """.formatted(its, number, order, line, day, quantity);
    }

    private String number(long order) {
        return "Z" + order;
    }

    private String dayOf(long order, int daysAfter) throws SQLException {
        return year.erp("select order_date + " + daysAfter + " from erp.purchase_orders where id = " + order)
                .get(0);
    }

    /** A day of the year, after the first order by requisition, with some weeks of it left. */
    private String day() {
        return today.minusDays(50L + random.nextInt(280)).toString();
    }

    private List<String> pick(String sql, int wanted) throws SQLException {
        List<String> all = new ArrayList<>(year.erp(sql));
        List<String> picked = new ArrayList<>();
        while (picked.size() < wanted && !all.isEmpty()) {
            picked.add(all.remove(random.nextInt(all.size())));
        }
        return picked;
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
