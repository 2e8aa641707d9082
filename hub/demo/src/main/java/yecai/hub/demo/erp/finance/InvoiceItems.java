package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Open items of posted customer invoices and credit notes. */
public final class InvoiceItems {
    private InvoiceItems() {}

    /** Opens the items of a posted invoice or credit note: the debt, and what the customer retains. */
    public static List<Row> itemsOf(Tx tx, Row invoice) throws SQLException {
        Row term = tx.masters.term(invoice.text("payment_term"));
        boolean credit = invoice.text("doc_type").equals("credit_note");
        BigDecimal gross = invoice.amount("gross");
        BigDecimal retained = credit ? Money.ZERO : Money.share(gross, term.amount("retention_percent"), Money.of(100));
        BigDecimal retainedFunctional = Money.times(retained, invoice.amount("exchange_rate"));
        LocalDate due = invoice.date("invoice_date").plusDays(term.number("days"));
        List<Row> items = new ArrayList<>();
        if (!Money.isZero(gross)) {
            items.add(Receivables.item(
                            tx, invoice, credit ? "credit" : "invoice", invoice.text("number"), Receivables.TRADE)
                    .set("customer_invoice_id", invoice.id("id"))
                    .set("due_date", due)
                    .set("expected_date", expected(tx, invoice, due))
                    .with(Receivables.opened(
                            gross.subtract(retained),
                            invoice.amount("gross_functional").subtract(retainedFunctional))));
        }
        if (!Money.isZero(retained)) {
            LocalDate later = due.plusDays(term.number("retention_days"));
            items.add(Receivables.item(tx, invoice, "retention", invoice.text("number"), Receivables.RETENTION)
                    .set("line_no", 2)
                    .set("customer_invoice_id", invoice.id("id"))
                    .set("due_date", later)
                    .set("expected_date", later)
                    .with(Receivables.opened(retained, retainedFunctional)));
        }
        for (Row item : items) {
            tx.insert("ar_items", item);
        }
        return items;
    }

    private static LocalDate expected(Tx tx, Row invoice, LocalDate due) {
        if (tx.masters
                .partners()
                .customer(invoice.text("customer"))
                .value("pays_late")
                .equals(true)) {
            return due.plusDays(20 + tx.random.nextInt(120));
        }
        return tx.chance(30) ? tx.today : due.plusDays(tx.random.nextInt(10));
    }
}
