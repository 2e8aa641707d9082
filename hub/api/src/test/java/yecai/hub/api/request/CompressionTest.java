package yecai.hub.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CompressionTest {
    @Test
    void gzip_isAccepted_whereItIsNamed_orEverythingIs_andNotRefused() {
        for (String header : List.of("gzip", "x-gzip", "br, GZIP;q=0.1", "*", "deflate, *;q=0.2", "gzip, *;q=0")) {
            assertThat(Compression.isAccepted(header)).as(header).isTrue();
        }
        for (String header : List.of("", "identity", "br", "gzip;q=0", "gzip ; q=0.000, *", "*;q=0", "gzipped")) {
            assertThat(Compression.isAccepted(header)).as(header).isFalse();
        }
        assertThat(Compression.isAccepted(null)).isFalse();
    }
}
