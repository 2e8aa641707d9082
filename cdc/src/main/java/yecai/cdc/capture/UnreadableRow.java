package yecai.cdc.capture;

import java.nio.charset.CharacterCodingException;

/** What the log says of a row cannot be taken for the row of its mirror; the table must be paused. */
final class UnreadableRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why, and what to do */
    UnreadableRow(String message) {
        super(message);
    }

    private UnreadableRow(String message, Throwable cause) {
        super(message, cause);
    }

    /** The bytes of a value are no text in the encoding that the source is said to have. */
    static UnreadableRow ofText(String column, String encoding, CharacterCodingException cause) {
        return new UnreadableRow(
                "a value of column " + column + " is no text in " + encoding
                        + ": correct it in the ERP, or name the encoding of its texts as `encoding` of the source",
                cause);
    }
}
