package yecai.cdc.apply;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import yecai.cdc.change.Change;

/** Rows in PostgreSQL's COPY text format (https://www.postgresql.org/docs/18/sql-copy.html). */
final class CopyText implements RowText {
    private byte[] bytes = new byte[1 << 16];
    private int length;

    void reset() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public CopyText next() {
        put((byte) '\t');
        return this;
    }

    @Override
    public void endRow() {
        put((byte) '\n');
    }

    private CopyText nothing() {
        put((byte) '\\');
        put((byte) 'N');
        return this;
    }

    @Override
    public CopyText number(long value) {
        return plain(Long.toString(value));
    }

    @Override
    public CopyText value(Object value) {
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
    public CopyText text(String text) {
        int size = text.length();
        reserve(size * 3);
        for (int i = 0; i < size; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                return rest(text, i);
            }
            escape((byte) character);
        }
        return this;
    }

    private CopyText rest(String text, int from) {
        for (byte octet : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
            reserve(2);
            escape(octet);
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

    private CopyText plain(String ascii) {
        int size = ascii.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    private void put(byte octet) {
        reserve(1);
        bytes[length++] = octet;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
