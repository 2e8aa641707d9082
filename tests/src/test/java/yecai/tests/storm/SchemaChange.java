package yecai.tests.storm;

import java.util.List;

/**
 * A change of the ERP's schema.
 *
 * @param kind its name
 * @param statements to be run in this order
 * @param undo what an administrator runs later so that the table is there again under its name, or may be captured again; mostly
 *     nothing, since the hub says what to do
 * @param isSeparate whether each statement is a transaction of its own
 * @param isWide whether it concerns the publication as a whole
 */
record SchemaChange(String kind, List<String> statements, List<String> undo, boolean isSeparate, boolean isWide) {
    /** One transaction of these statements, with rows beside and between them. */
    static SchemaChange of(String kind, String... statements) {
        return new SchemaChange(kind, List.of(statements), List.of(), false, false);
    }

    SchemaChange undoneBy(String... sql) {
        return new SchemaChange(kind, statements, List.of(sql), isSeparate, isWide);
    }

    SchemaChange separate() {
        return new SchemaChange(kind, statements, undo, true, isWide);
    }

    SchemaChange wide() {
        return new SchemaChange(kind, statements, undo, isSeparate, true);
    }
}
