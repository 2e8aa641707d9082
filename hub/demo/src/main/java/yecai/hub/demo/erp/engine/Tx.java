package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One transaction of the ERP. Every row it adds to a table of amounts carries its token; {@link #finish} writes the token
 * with how many such rows there are, so that a reader can tell a whole transaction from a part of one.
 *
 * <p>Locks are taken in one order, so that transactions wait for each other but never in a circle: open items, then
 * shipments, orders, order lines, stock balances, bank accounts, ledger balances.
 */
public final class Tx {
    static final Set<String> TOKEN_TABLES = Set.of(
            "purchase_order_lines",
            "goods_receipt_lines",
            "supplier_invoice_lines",
            "supplier_payments",
            "ap_allocations",
            "cost_bookings",
            "stock_moves",
            "sales_order_lines",
            "shipment_lines",
            "customer_invoice_lines",
            "ar_items",
            "ar_allocations",
            "ar_adjustments",
            "bank_transactions",
            "journal_lines");

    public final Masters masters;
    public final SplittableRandom random;
    public final LocalDate today;
    public final LocalDate postingDate;
    public final Stock stock;
    private final ErpSession session;
    private final Ledger ledger;
    private final int worker;
    private final long n;
    private final long token;
    private int rows;
    private BigDecimal debits = Money.ZERO;
    private Long firstVoucher;

    public Tx(ErpSession session, Masters masters, SplittableRandom random, Days days, int worker, long n)
            throws SQLException {
        this.session = session;
        this.masters = masters;
        this.random = random;
        this.today = days.today();
        this.postingDate = random.nextInt(100) == 0 ? days.lastDayOfPreviousPeriod() : days.today();
        this.worker = worker;
        this.n = n;
        this.token = session.nextId();
        this.stock = new Stock(this);
        this.ledger = new Ledger(this, days.newestPeriod());
    }

    public String period() {
        return Days.period(postingDate);
    }

    public long id() throws SQLException {
        return session.nextId();
    }

    /** A document number: what it is, the company, and a number no other document has. */
    public static String number(String kind, String company, long id) {
        return kind + company + "-" + id;
    }

    public int queueNumber() {
        return random.nextInt(1_000_000);
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    public <T> T pick(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    public BigDecimal quantity(int from, int to) {
        return Money.of(random.nextInt(from, to + 1));
    }

    public void insert(String table, Row row) throws SQLException {
        insert(table, List.of(row));
    }

    public void insert(String table, List<Row> added) throws SQLException {
        if (TOKEN_TABLES.contains(table)) {
            added.forEach(row -> row.set("tx_token", token));
            rows += added.size();
        }
        session.insert(table, added);
    }

    public int update(String sql, Object... values) throws SQLException {
        return session.update(sql, values);
    }

    public Optional<Row> find(String sql, Object... values) throws SQLException {
        return session.find(sql, values);
    }

    public Row get(String sql, Object... values) throws SQLException {
        return session.find(sql, values).orElseThrow();
    }

    public List<Row> list(String sql, Object... values) throws SQLException {
        return session.list(sql, values);
    }

    /**
     * Locks one waiting document, any of those that the condition allows and no other worker holds.
     *
     * @param table with a column queue_no in an index that fits the condition
     */
    public Optional<Row> take(String table, String condition, Object... values) throws SQLException {
        String sql = "select * from erp." + table + " where " + condition + " and queue_no %s "
                + " order by queue_no limit 1 for no key update skip locked";
        int start = queueNumber();
        Optional<Row> found = find(sql.formatted(">= " + "?"), append(values, start));
        return found.isPresent() ? found : find(sql.formatted("< " + "?"), append(values, start));
    }

    public Voucher voucher(String company, String docType, String docNo, String originTable, long originId) {
        return new Voucher(this, ledger, company, docType, docNo, originTable, originId);
    }

    public BigDecimal functional(BigDecimal amount, String currency, String company) {
        return Money.times(amount, masters.rate(currency, masters.currencyOf(company), today));
    }

    /** Notes that a voucher was posted. */
    void posted(long journal) {
        firstVoucher = firstVoucher == null ? Long.valueOf(journal) : firstVoucher;
    }

    /** Describes this transaction, for its readers; called when its work is done. */
    public Token token(String step) {
        return new Token(worker, n, step, rows, debits, Optional.ofNullable(firstVoucher));
    }

    void countDebits(BigDecimal debit) {
        debits = debits.add(debit);
    }

    /** Updates the ledger balances and leaves the token; only the commit is left to do. */
    public void finish(String step) throws SQLException {
        ledger.updateBalances();
        session.insert(
                "tx_tokens",
                List.of(Row.of(
                        "id",
                        token,
                        "worker",
                        worker,
                        "n",
                        n,
                        "step",
                        step,
                        "expected_rows",
                        rows,
                        "expected_amount",
                        debits)));
    }

    private static Object[] append(Object[] values, Object last) {
        Object[] all = java.util.Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }
}
