package yecai.hub.api.read;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import yecai.hub.api.request.Packed;

/**
 * The body of an answer. A small one is kept until it is complete, so that the database is left before the network is
 * waited for, and a failure can still become a problem; a large one is passed on as it grows.
 */
final class AnswerStream extends OutputStream {
    /** Called before the first byte of a large answer. */
    interface Start {
        OutputStream begin() throws IOException;
    }

    private static final int KEPT = 64 << 10;

    private final Start start;
    private byte[] buffer = new byte[4 << 10];
    private int length;
    private OutputStream network;

    AnswerStream(Start start) {
        this.start = start;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (length + count > KEPT) {
            passOn();
            if (count > KEPT) {
                network.write(bytes, offset, count);
                return;
            }
        }
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(KEPT, Math.max(length + count, buffer.length * 2)));
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
    }

    private void passOn() throws IOException {
        if (network == null) {
            network = start.begin();
        }
        network.write(buffer, 0, length);
        length = 0;
    }

    /** Whether bytes are on their way to the client. */
    boolean hasBegun() {
        return network != null;
    }

    /** Returns a small answer; empty once it has begun. */
    byte[] kept() {
        return Arrays.copyOf(buffer, length);
    }

    /** Passes on what is left of a large answer, and its end. */
    void finish() throws IOException {
        passOn();
        if (network instanceof Packed packed) {
            packed.finish();
        }
        network.flush();
    }

    /** Does not end the answer: one that was not finished stays without its end. */
    @Override
    public void close() {
        if (network instanceof Packed packed) {
            packed.release();
        }
    }

    /** A writer's flush does not end the wait for a complete small answer. */
    @Override
    public void flush() {}
}
