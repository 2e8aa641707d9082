package yecai.hub.console.finance;

import java.util.stream.Stream;
import yecai.hub.console.table.Column;

/** Columns that several tables have. */
final class Columns {
    /** The column that names the currency of a company's books. */
    static final String FUNCTIONAL = "functional_currency";

    private static final String TRANSACTION = "transaction_currency";

    static final Column FUNCTIONAL_CURRENCY = Column.text(FUNCTIONAL).hidden();
    static final Column TRANSACTION_CURRENCY = Column.text(TRANSACTION).hidden();

    private Columns() {}

    /** An amount in the currency of the company's books. */
    static Column functional(String name) {
        return Column.amount(name, FUNCTIONAL);
    }

    /** An amount in the document's own currency. */
    static Column transaction(String name) {
        return Column.amount(name, TRANSACTION);
    }

    /** Some columns, and others after them. */
    static Column[] of(Column[] first, Column... then) {
        return Stream.of(first, then).flatMap(Stream::of).toArray(Column[]::new);
    }
}
