package yecai.hub.api.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import yecai.hub.api.request.Packed.Coding;

final class AnswerStreamTest {
    private static final int LARGE = 200_000;

    @Test
    void aLargeAnswerInGzip_isWholeOnlyWhenItWasFinished() throws IOException {
        byte[] rows = new byte[LARGE];
        new Random(1).nextBytes(rows);
        ByteArrayOutputStream finished = new ByteArrayOutputStream();
        try (AnswerStream out = new AnswerStream(() -> Coding.GZIP.pack(finished))) {
            out.write(rows);
            out.finish();
        }
        assertThat(unpacked(finished)).isEqualTo(rows);

        ByteArrayOutputStream cutOff = new ByteArrayOutputStream();
        try (AnswerStream out = new AnswerStream(() -> Coding.GZIP.pack(cutOff))) {
            out.write(rows);
            assertThat(out.hasBegun()).isTrue();
        }
        assertThatThrownBy(() -> unpacked(cutOff)).isInstanceOf(EOFException.class);
    }

    private static byte[] unpacked(ByteArrayOutputStream packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            return in.readAllBytes();
        }
    }
}
