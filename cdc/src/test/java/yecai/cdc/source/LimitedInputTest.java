package yecai.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import yecai.cdc.source.MessageLimit.Form;

class LimitedInputTest {
    private static final int LIMIT = 1000;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();

    private static byte[] message(char kind, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) kind)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }

    private void send(char kind, byte[] content) throws IOException {
        sent.write(message(kind, content));
        expected.write(message(kind, content));
    }

    private void sendLargeRow(byte[] content) throws IOException {
        content[25] = 'U';
        sent.write(message('d', content));
        byte[] left = ByteBuffer.allocate(38)
                .put(content, 0, 30)
                .putLong(content.length)
                .array();
        left[25] = 'u';
        expected.write(message('d', left));
    }

    /** Gives at most so many bytes at once, and often nothing in time. */
    private static final class Slow extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private int place;

        Slow(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (place == bytes.length) {
                return -1;
            }
            if (random.nextInt(3) == 0) {
                throw new SocketTimeoutException("nothing yet");
            }
            int count = Math.min(Math.min(length, 1 + random.nextInt(700)), bytes.length - place);
            System.arraycopy(bytes, place, target, offset, count);
            place += count;
            return count;
        }

        @Override
        public int available() {
            return Math.min(3, bytes.length - place);
        }
    }

    private static byte[] readAll(InputStream input, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[100_000];
        while (true) {
            try {
                int wanted = random.nextBoolean() ? 1 + random.nextInt(20) : part.length;
                int count = input.read(part, 0, wanted);
                if (count < 0) {
                    return all.toByteArray();
                }
                all.write(part, 0, count);
            } catch (SocketTimeoutException e) {
                assertThat(input.available()).isNotNegative();
            }
        }
    }

    @Test
    void rowsAboveTheLimit_areCutToWhatNamesTheirTable_howeverTheBytesArrive() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            sent.reset();
            expected.reset();
            Random random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                byte[] content = new byte[random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(60)];
                random.nextBytes(content);
                if (random.nextBoolean() && content.length > LIMIT) {
                    sendLargeRow(content);
                } else if (content.length > LIMIT) {
                    send('D', content);
                } else {
                    send('d', content);
                }
            }

            byte[] read = readAll(new LimitedInput(new Slow(sent.toByteArray(), random), Form.LOG, LIMIT), random);

            assertThat(read).as("seed %d", seed).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void largeRowOfACopy_isAnEmptyMessage() throws IOException {
        sent.write(message('d', new byte[LIMIT + 1]));
        expected.write(message('d', new byte[0]));
        send('d', new byte[LIMIT]);

        byte[] read =
                readAll(new LimitedInput(new Slow(sent.toByteArray(), new Random(1)), Form.COPY, LIMIT), new Random(2));

        assertThat(read).isEqualTo(expected.toByteArray());
    }
}
