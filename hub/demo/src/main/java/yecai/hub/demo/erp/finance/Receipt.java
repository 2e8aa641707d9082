package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Money;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.engine.Voucher;

/** A receipt being entered: money or an acceptance bill, what it settles, and what stays unapplied. */
final class Receipt {
    private final Tx tx;
    private final Row row;
    private final Voucher voucher;
    private final BigDecimal amount;
    private final BigDecimal worth;
    private final String currency;
    private BigDecimal amountLeft;
    private BigDecimal worthLeft;
    private BigDecimal difference = Money.ZERO;

    /**
     * Writes the receipt.
     *
     * @param payer a row with company, customer, trading_company and currency
     */
    Receipt(Tx tx, Row payer, String method, BigDecimal amount) throws SQLException {
        this.tx = tx;
        this.amount = amount;
        this.currency = payer.text("currency");
        String company = payer.text("company");
        worth = tx.functional(amount, currency, company);
        amountLeft = amount;
        worthLeft = worth;
        long id = tx.id();
        row = Row.of("id", id, "number", Tx.number("RC", company, id), "company", company)
                .set("receipt_date", tx.today)
                .set("posting_date", tx.postingDate)
                .set("period", tx.period())
                .set("customer", payer.text("customer"))
                .set("trading_company", payer.text("trading_company"))
                .set("method", method)
                .set("bank_account", method.equals("bank") ? "B" + company + "-" + currency : null)
                .set("currency", currency)
                .set("functional_currency", tx.masters.currencyOf(company))
                .set("amount", amount)
                .set("amount_functional", worth)
                .set("status", "draft")
                .set("queue_no", tx.queueNumber());
        tx.insert("receipts", row);
        voucher = tx.voucher(company, "receipt", row.text("number"), "receipt", id)
                .customer(row.text("customer"), row.text("trading_company"));
    }

    /** Settles a part of an item whose row is locked. */
    void settle(Row item, BigDecimal part) throws SQLException {
        BigDecimal given = Receivables.allocate(tx, item, part, worthOf(part), row.id("id"), null);
        voucher.line(item.text("account"), given.negate(), currency, part.negate());
        difference = difference.add(given);
    }

    /** Keeps the rest as an item of its own, for later. */
    void keep(BigDecimal rest, String kind) throws SQLException {
        if (Money.isZero(rest)) {
            return;
        }
        BigDecimal functional = worthOf(rest);
        tx.insert(
                "ar_items",
                Receivables.item(tx, row, kind, row.text("number"), Receivables.ADVANCES)
                        .set("receipt_id", row.id("id"))
                        .with(Receivables.opened(rest.negate(), functional.negate())));
        voucher.line(Receivables.ADVANCES, functional.negate(), currency, rest.negate());
        difference = difference.add(functional);
    }

    void post() throws SQLException {
        tx.update("update erp.receipts set status = 'posted' where id = ?", row.id("id"));
        if (row.text("method").equals("bank")) {
            Bank.book(tx, row.text("bank_account"), "receipt", row.text("number"), amount, worth);
            voucher.line("1002", worth, currency, amount);
        } else {
            tx.insert(
                    "ar_items",
                    Receivables.item(tx, row, "bill", row.text("number"), Receivables.BILLS)
                            .set("due_date", tx.today.plusDays(90))
                            .set("expected_date", tx.chance(50) ? tx.today : tx.today.plusDays(90))
                            .with(Receivables.opened(amount, worth)));
            voucher.line(Receivables.BILLS, worth, currency, amount);
        }
        voucher.line("6603", difference.subtract(worth)).post();
    }

    // The parts of a receipt are worth, together, exactly what the receipt is worth.
    private BigDecimal worthOf(BigDecimal part) {
        BigDecimal value =
                part.compareTo(amountLeft) == 0 ? worthLeft : tx.functional(part, currency, row.text("company"));
        amountLeft = amountLeft.subtract(part);
        worthLeft = worthLeft.subtract(value);
        return value;
    }
}
