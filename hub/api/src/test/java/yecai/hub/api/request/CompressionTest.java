package yecai.hub.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.hub.api.request.Packed.Coding;

final class CompressionTest {
    @Test
    void gzip_isTaken_whereItIsNamed_orEverythingIs_andNotRefused() {
        for (String header : List.of("gzip", "x-gzip", "br, GZIP;q=0.1", "*", "deflate, *;q=0.2", "deflate, gzip")) {
            assertThat(Compression.accepted(header)).as(header).hasValue(Coding.GZIP);
        }
        assertThat(Compression.accepted("gzip, *;q=0")).hasValue(Coding.GZIP);
    }

    @Test
    void deflate_isTaken_whereGzipMayNotBe() {
        for (String header : List.of("deflate", "br, Deflate;q=0.3", "gzip;q=0, deflate", "gzip ; q=0.000, *")) {
            assertThat(Compression.accepted(header)).as(header).hasValue(Coding.DEFLATE);
        }
    }

    @Test
    void nothing_isTaken_whereNeitherIsNamed_orBothAreRefused() {
        for (String header : List.of("", "identity", "br", "gzip;q=0", "deflate;q=0.0", "*;q=0", "gzipped")) {
            assertThat(Compression.accepted(header)).as(header).isEmpty();
        }
        assertThat(Compression.accepted(null)).isEmpty();
    }
}
