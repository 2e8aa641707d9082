package yecai.cdc.capture;

import java.nio.charset.CharacterCodingException;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.source.TextEncoding;

/** What the log says of a row cannot be taken for the row of its mirror; the table must be paused. */
final class UnreadableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreadableRow(String message) {
        super(message);
    }

    private UnreadableRow(String message, Throwable cause) {
        super(message, cause);
    }

    /** The log identified a row before its change without a column of the mirror's key. */
    static UnreadableRow withoutKey(MirrorTable table, String column) {
        return new UnreadableRow("the ERP's log identified a row of " + table.sourceName() + " without its key column "
                + column + ", since the table had another replica identity for a time");
    }

    /** The log identifies rows by other columns than the mirror's key. */
    static UnreadableRow ofOtherIdentity(MirrorTable table) {
        return new UnreadableRow("the ERP's log identified rows of " + table.sourceName()
                + " by other columns than its key (" + String.join(", ", table.keyNames())
                + "), since the table had another replica identity for a time");
    }

    /** The bytes of a value are no text in the encoding that the source is said to have. */
    static UnreadableRow ofText(String column, TextEncoding encoding, CharacterCodingException cause) {
        return new UnreadableRow(
                "a value of column " + column + " is no text in "
                        + encoding.charset().name() + ": " + encoding.remedy(),
                cause);
    }
}
