package yecai.cdc.apply.stage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteStreamWriter;

/** Keeps what is sent to a COPY. */
final class RecordedCopy implements CopyIn {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Integer> pieces = new ArrayList<>();

    String text() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    /** Sizes of the pieces in which it was sent. */
    List<Integer> pieces() {
        return pieces;
    }

    @Override
    public void writeToCopy(byte[] bytes, int offset, int length) {
        sent.write(bytes, offset, length);
        pieces.add(length);
    }

    @Override
    public void writeToCopy(ByteStreamWriter from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flushCopy() {}

    @Override
    public long endCopy() {
        return 0;
    }

    @Override
    public int getFieldCount() {
        return 0;
    }

    @Override
    public int getFormat() {
        return 0;
    }

    @Override
    public int getFieldFormat(int field) {
        return 0;
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public void cancelCopy() {}

    @Override
    public long getHandledRowCount() {
        return 0;
    }
}
