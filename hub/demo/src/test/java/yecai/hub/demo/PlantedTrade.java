package yecai.hub.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Trade between the companies of two ERPs, booked on the tenth of the last month that has ended, with all the ways in which two books
 * come apart: claims in the one ERP, debts in the other, each planted to the cent.
 */
final class PlantedTrade {
    /** What is claimed or owed of one document. Amounts in the currency, and in that of the company that books them. */
    private record Entry(
            boolean claim,
            String company,
            String partner,
            String currency,
            String amount,
            String functional,
            String number) {}

    /** Booked in the ERP erpa, whose names of erpb's companies are the group's. */
    private static final List<Entry> IN_ERPA = List.of(
            // both agree
            claim("1000", "B1000", "CNY", "11300.00", "11300.00", "AG1"),
            // a payment of 1000 is on its way
            claim("2000", "B1000", "USD", "5000.00", "5000.00", "TR1"),
            // 1130 was booked as 1103
            claim("1000", "B2000", "CNY", "1130.00", "1130.00", "TY1"),
            // the other one booked dollars
            claim("3000", "B2000", "EUR", "450.00", "450.00", "CU1"),
            // the claim was never booked
            debt("3000", "B3000", "EUR", "300.00", "300.00", "NC1"),
            // two of three invoices have come
            debt("1000", "B3000", "CNY", "700.00", "700.00", "TH1"),
            debt("1000", "B3000", "CNY", "800.00", "800.00", "TH2"));

    private static final List<Entry> IN_ERPB = List.of(
            debt("1000", "A1000", "CNY", "11300.00", "11300.00", "AG1"),
            debt("1000", "A2000", "USD", "5000.00", "35500.00", "TR1"),
            debt("1000", "A2000", "USD", "-1000.00", "-7100.00", "TR2"),
            debt("2000", "A1000", "CNY", "1103.00", "155.35", "TY1"),
            debt("2000", "A3000", "USD", "480.00", "480.00", "CU1"),
            // the debt was never booked
            claim("2000", "A1000", "USD", "70.00", "70.00", "ND1"),
            claim("3000", "A1000", "CNY", "700.00", "90.00", "TH1"),
            claim("3000", "A1000", "CNY", "800.00", "102.00", "TH2"),
            claim("3000", "A1000", "CNY", "900.00", "115.00", "TH3"));

    /**
     * What finance.intercompany_pair must say: claimant, debtor, currency, claim, debt, difference, eliminated, documents without
     * their other side, and these: their side, number and amount.
     */
    static final List<String> PAIRS = List.of(
            "1000 B1000 CNY 11300.00 11300.00 0.00 11300.00 0 ",
            "1000 B2000 CNY 1130.00 1103.00 27.00 1103.00 2 claim TY1 1130.00, debt TY1 1103.00",
            "2000 B1000 USD 5000.00 4000.00 1000.00 4000.00 1 debt TR2 -1000.00",
            "3000 B2000 EUR 450.00 0 450.00 0 1 claim CU1 450.00",
            "3000 B2000 USD 0 480.00 -480.00 0 1 debt CU1 480.00",
            "B2000 1000 USD 70.00 0 70.00 0 1 claim ND1 70.00",
            "B3000 1000 CNY 2400.00 1500.00 900.00 1500.00 1 claim TH3 900.00",
            "B3000 3000 EUR 0 300.00 -300.00 0 1 debt NC1 300.00");

    private PlantedTrade() {}

    static void plant(DemoErp erpa, DemoErp erpb) throws SQLException {
        plant(erpa, IN_ERPA);
        plant(erpb, IN_ERPB);
    }

    private static Entry claim(String... texts) {
        return entry(true, texts);
    }

    private static Entry debt(String... texts) {
        return entry(false, texts);
    }

    private static Entry entry(boolean claim, String... texts) {
        List<String> t = Arrays.asList(texts);
        return new Entry(claim, t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5));
    }

    private static void plant(DemoErp erp, List<Entry> entries) throws SQLException {
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set search_path = erp");
            for (int i = 0; i < entries.size(); i++) {
                statement.execute(sql(900_000_000_000L + 10L * i, entries.get(i)));
            }
            connection.commit();
        }
    }

    /** An open item and its voucher, or the voucher of a debt; a debt of less than nothing is a payment. */
    private static String sql(long id, Entry entry) {
        String balanceSheet = entry.claim() ? "1122" : "2202";
        String otherSide = entry.amount().startsWith("-") ? "1002" : entry.claim() ? "6001" : "6711";
        String sign = entry.claim() ? "1" : "-1";
        String voucher = """
                insert into journals (id, number, company, period, doc_type, doc_no, doc_date, posting_date, functional_currency, status)
                select %1$d, '%5$s', c.code, to_char(d.day, 'YYYY-MM'), 'voucher', '%5$s', d.day, d.day, c.currency, 'draft'
                from companies as c
                cross join (
                    select (date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date + 9 as day
                ) as d
                where c.code = '%2$s';
                insert into journal_lines (id, journal_id, line_no, account, debit, credit, currency, amount_currency, trading_company, customer,
                    tx_token)
                select %1$d + l.line_no, %1$d, l.line_no, l.account, greatest(l.amount, 0), greatest(-l.amount, 0), '%4$s', l.in_currency,
                    '%3$s', %11$s, 0
                from (
                    values (1, '%6$s', %8$s * (%9$s), %8$s * (%10$s)), (2, '%7$s', -(%8$s * (%9$s)), -(%8$s * (%10$s)))
                ) as l (line_no, account, in_currency, amount);
                update journals set status = 'posted', line_count = 2, debit_total = abs(%10$s), credit_total = abs(%10$s) where id = %1$d;
                """.formatted(
                        id,
                        entry.company(),
                        entry.partner(),
                        entry.currency(),
                        entry.number(),
                        balanceSheet,
                        otherSide,
                        sign,
                        entry.amount(),
                        entry.functional(),
                        entry.claim() ? "'C00001'" : "null");
        return entry.claim() ? voucher + item(id, entry) : voucher;
    }

    private static String item(long id, Entry entry) {
        return """
                insert into ar_items (id, company, kind, doc_type, doc_no, line_no, doc_date, posting_date, period, due_date, customer,
                    trading_company, account, currency, functional_currency, original, open_amount, original_functional, open_functional,
                    status, queue_no, tx_token)
                select %1$d, j.company, 'invoice', 'invoice', j.doc_no, 1, j.doc_date, j.posting_date, j.period, j.doc_date + 30, 'C00001',
                    '%2$s', '1122', '%3$s', j.functional_currency, %4$s, %4$s, %5$s, %5$s, 'open', 0, 0
                from journals as j
                where j.id = %1$d;
                """.formatted(id, entry.partner(), entry.currency(), entry.amount(), entry.functional());
    }
}
