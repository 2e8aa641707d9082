package yecai.cdc.apply;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import yecai.cdc.change.Change;

/** Rows in PostgreSQL's COPY text format (https://www.postgresql.org/docs/18/sql-copy.html). */
final class CopyText implements RowText {
    private static final int SLICE = 1 << 13;
    private static final int SMALL = 1 << 16;
    private static final int LARGE = 1 << 22;

    private byte[] bytes = new byte[SMALL];
    private int length;

    void reset() {
        length = 0;
        if (bytes.length > LARGE) {
            bytes = new byte[SMALL];
        }
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
        // in slices, so that a value of many megabytes does not ask for three times as much
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

    private CopyText rest(String text, int start) {
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
