package yecai.cdc.apply.stage;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import yecai.cdc.change.Change;

/**
 * Rows in PostgreSQL's COPY text format (https://www.postgresql.org/docs/18/sql-copy.html), sent in pieces, so that a row of
 * many megabytes is never there as a whole.
 */
public final class CopyText implements RowText {
    private static final int SLICE = 1 << 13;
    private static final int PIECE = 1 << 18;

    private byte[] bytes = new byte[PIECE];
    private int length;
    private CopyIn target;

    /** Sends to this COPY from now on. */
    void start(CopyIn copy) {
        length = 0;
        target = copy;
    }

    /** Sends what is left. */
    void flush() throws SQLException {
        if (length > 0) {
            target.writeToCopy(bytes, 0, length);
            length = 0;
        }
    }

    @Override
    public CopyText next() throws SQLException {
        put((byte) '\t');
        return this;
    }

    @Override
    public void endRow() throws SQLException {
        put((byte) '\n');
    }

    private CopyText nothing() throws SQLException {
        put((byte) '\\');
        put((byte) 'N');
        return this;
    }

    @Override
    public CopyText number(long value) throws SQLException {
        return plain(Long.toString(value));
    }

    @Override
    public CopyText value(Object value) throws SQLException {
        if (value == null || value == Change.Unchanged.UNCHANGED) {
            return nothing();
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Boolean truth) {
            put((byte) (truth ? 't' : 'f'));
            return this;
        }
        return plain(value.toString());
    }

    @Override
    public CopyText text(String text) throws SQLException {
        int size = text.length();
        for (int from = 0; from < size; from += SLICE) {
            int to = Math.min(size, from + SLICE);
            reserve((to - from) * 2);
            for (int i = from; i < to; i++) {
                char character = text.charAt(i);
                if (character >= 0x80) {
                    return rest(text, i);
                }
                escape((byte) character);
            }
        }
        return this;
    }

    private CopyText rest(String text, int start) throws SQLException {
        int size = text.length();
        int from = start;
        while (from < size) {
            int to = Math.min(size, from + SLICE);
            if (to < size && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            byte[] octets = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
            reserve(octets.length * 2);
            for (byte octet : octets) {
                escape(octet);
            }
            from = to;
        }
        return this;
    }

    private void escape(byte octet) {
        switch (octet) {
            case '\\' -> escaped('\\');
            case '\t' -> escaped('t');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            default -> bytes[length++] = octet;
        }
    }

    private void escaped(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private CopyText plain(String ascii) throws SQLException {
        int size = ascii.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    private void put(byte octet) throws SQLException {
        reserve(1);
        bytes[length++] = octet;
    }

    private void reserve(int more) throws SQLException {
        if (length + more > bytes.length) {
            flush();
            if (more > bytes.length) {
                bytes = new byte[more];
            }
        }
    }
}
