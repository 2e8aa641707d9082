package yecai.hub.demo.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What must hold in everything that a reader sees. Each is a query over the finance views, in a file of its own. */
public enum Invariant {
    LEDGER_BALANCED(1, "ledgerBalanced"),
    INVOICE_EQUALS_LINES(2, "invoiceEqualsLines"),
    OPEN_ITEMS_EQUAL_CONTROL_ACCOUNT(3, "openItemsEqualControlAccount"),
    ITEMS_AND_RECEIPTS_SETTLED(4, "itemsAndReceiptsSettled"),
    STOCK_EQUALS_MOVEMENTS(5, "stockEqualsMovements"),
    PRODUCTION_ORDER_EQUALS_ENTRIES(6, "productionOrderEqualsEntries"),
    ORDER_LINE_EQUALS_SHIPMENTS(7, "orderLineEqualsShipments"),
    BANK_EQUALS_TRANSACTIONS(8, "bankEqualsTransactions"),
    REVERSALS_PAIRED(9, "reversalsPaired"),
    TOKENS_WHOLE(10, "tokensWhole");

    private final int number;
    private final String title;
    private final String sql;

    Invariant(int number, String title) {
        this.number = number;
        this.title = title;
        this.sql = read(number + "-" + title);
    }

    /** The name under which results list it. */
    public String title() {
        return title;
    }

    /**
     * Gives, per company, how much was checked, how much of that is broken, and an example. Its parameters are the source
     * and since when (rows that the hub wrote before that need not be looked at again); for tokens they are workers and up
     * to which number each worker's transactions were proved before.
     */
    String sql() {
        return sql;
    }

    static String read(String name) {
        try (InputStream file = Invariant.class.getResourceAsStream("/yecai/hub/demo/prove/" + name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("no query " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public String toString() {
        return number + " " + title;
    }
}
