package yecai.cdc.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import yecai.cdc.source.MessageLimit.Form;

/**
 * What a PostgreSQL server sends, without the content of rows (messages of kind {@code d}) that are larger than a limit. Source
 * of the format: PostgreSQL's documentation, "Message Formats": a letter, the length as four bytes, the length's own included.
 *
 * <p>A read that times out can be repeated: nothing of what had arrived is lost.
 */
final class LimitedInput extends FilterInputStream {
    private static final int HEADER = 5;
    private static final int KIND = 25;
    private static final byte[] NOTHING = {};

    private final Form form;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private long passing;
    private long dropping;
    private byte[] replacement = NOTHING;
    private int replaced;

    LimitedInput(InputStream server, Form form, int limit) {
        super(server);
        this.form = form;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = 0;
        while (read < length) {
            int count;
            if (replaced < replacement.length) {
                count = Math.min(length - read, replacement.length - replaced);
                System.arraycopy(replacement, replaced, target, offset + read, count);
                replaced += count;
            } else if (passing > 0 && end > start) {
                count = (int) Math.min(Math.min(length - read, passing), end - start);
                System.arraycopy(buffer, start, target, offset + read, count);
                start += count;
                passing -= count;
            } else if (read > 0 && !hasHeader()) {
                // what is here must not wait for what is not
                return read;
            } else if (passing > 0) {
                return readAhead(target, offset, length);
            } else if (!nextMessage()) {
                return -1;
            } else {
                count = 0;
            }
            read += count;
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return replacement.length
                - replaced
                + (int) Math.min(passing, end - start + (passing > 0 ? in.available() : 0));
    }

    private boolean hasHeader() {
        return passing == 0 && dropping == 0 && end - start >= HEADER + form.kept();
    }

    // A large row goes past the buffer.
    private int readAhead(byte[] target, int offset, int length) throws IOException {
        if (length < buffer.length / 2) {
            return fill() ? read(target, offset, length) : -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, passing));
        passing -= Math.max(0, count);
        return count;
    }

    /** Throws away what is to be, and looks at the next message; returns false at the end of the stream. */
    private boolean nextMessage() throws IOException {
        while (dropping > 0) {
            if (end == start && !fill()) {
                return false;
            }
            int count = (int) Math.min(dropping, end - start);
            start += count;
            dropping -= count;
        }
        while (end - start < HEADER) {
            if (!fill()) {
                return false;
            }
        }
        long length = ByteBuffer.wrap(buffer, start + 1, 4).getInt();
        if (buffer[start] != 'd' || length - 4 <= limit) {
            passing = 1 + Math.max(4, length);
            return true;
        }
        while (end - start < HEADER + form.kept()) {
            if (!fill()) {
                return false;
            }
        }
        replace(length);
        return true;
    }

    private void replace(long length) {
        int kept = form.kept();
        int more = kept == 0 ? 0 : Long.BYTES;
        ByteBuffer message = ByteBuffer.allocate(HEADER + kept + more);
        message.put((byte) 'd').putInt(4 + kept + more).put(buffer, start + HEADER, kept);
        if (kept > 0) {
            message.put(HEADER + KIND, (byte) Character.toLowerCase((char) buffer[start + HEADER + KIND]));
            message.putLong(length - 4);
        }
        replacement = message.array();
        replaced = 0;
        start += HEADER + kept;
        dropping = length - 4 - kept;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }
}
