package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A voucher being entered: written as a draft, then its lines, then posted with its totals. */
public final class Voucher {
    private record Line(String account, BigDecimal amount, String currency, BigDecimal amountCurrency) {}

    private final Tx tx;
    private final Ledger ledger;
    private final String company;
    private final String docType;
    private final String docNo;
    private final String originTable;
    private final long originId;
    private final String currency;
    private final List<Line> lines = new ArrayList<>();
    private String customer;
    private String supplier;
    private String tradingCompany;
    private String costCenter;
    private String description;
    private Long reverses;

    Voucher(Tx tx, Ledger ledger, String company, String docType, String docNo, String originTable, long originId) {
        this.tx = tx;
        this.ledger = ledger;
        this.company = company;
        this.docType = docType;
        this.docNo = docNo;
        this.originTable = originTable;
        this.originId = originId;
        this.currency = tx.masters.currencyOf(company);
        this.description = docType.replace('_', ' ');
    }

    public Voucher customer(String code, String trading) {
        customer = code;
        tradingCompany = trading;
        return this;
    }

    public Voucher supplier(String code, String trading) {
        supplier = code;
        tradingCompany = trading;
        return this;
    }

    public Voucher costCenter(String code) {
        costCenter = code;
        return this;
    }

    Voucher describe(String text) {
        description = text;
        return this;
    }

    Voucher reverses(Long journal) {
        reverses = journal;
        return this;
    }

    /** A line in the company's currency; positive is debit, negative credit. */
    public Voucher line(String account, BigDecimal amount) {
        return line(account, amount, currency, amount);
    }

    public Voucher line(String account, BigDecimal amount, String itsCurrency, BigDecimal amountCurrency) {
        if (!Money.isZero(amount)) {
            lines.add(new Line(account, amount, itsCurrency, amountCurrency));
        }
        return this;
    }

    /** Takes over the lines of another voucher with the sides changed (红字). */
    public Voucher against(Tx reader, Row original) throws SQLException {
        reverses = original.id("id");
        for (Row line : reader.list(
                "select * from erp.journal_lines where journal_id = ? order by line_no", original.id("id"))) {
            line(
                    line.text("account"),
                    line.amount("credit").subtract(line.amount("debit")),
                    line.text("currency"),
                    line.amount("amount_currency").negate());
        }
        return this;
    }

    /** Writes and posts it; nothing at all if all its lines are zero. */
    public void post() throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        long id = tx.id();
        tx.insert(
                "journals",
                Row.of("id", id, "number", Tx.number("JV", company, id), "company", company, "period", tx.period())
                        .set("doc_type", docType)
                        .set("doc_no", docNo)
                        .set("doc_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("functional_currency", currency)
                        .set("description", description)
                        .set("status", "draft")
                        .set("origin_table", originTable)
                        .set("origin_id", originId)
                        .set("reverses_id", reverses));
        BigDecimal debits = Money.ZERO;
        BigDecimal credits = Money.ZERO;
        List<Row> rows = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal debit = line.amount.max(Money.ZERO);
            BigDecimal credit = line.amount.negate().max(Money.ZERO);
            rows.add(row(id, rows.size() + 1, line, debit, credit));
            debits = debits.add(debit);
            credits = credits.add(credit);
            ledger.add(company, line.account, tx.period(), debit, credit);
        }
        tx.insert("journal_lines", rows);
        tx.update(
                "update erp.journals set status = 'posted', debit_total = ?, credit_total = ?, line_count = ? where id = ?",
                debits,
                credits,
                rows.size(),
                id);
        tx.posted(id);
    }

    private Row row(long id, int lineNo, Line line, BigDecimal debit, BigDecimal credit) throws SQLException {
        return Row.of("id", tx.id(), "journal_id", id, "line_no", lineNo, "account", line.account)
                .set("debit", debit)
                .set("credit", credit)
                .set("currency", line.currency)
                .set("amount_currency", line.amountCurrency)
                .set("customer", customer)
                .set("supplier", supplier)
                .set("trading_company", tradingCompany)
                .set("cost_center", costCenter);
    }
}
