package yecai.cdc.check.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.mirror.Buckets.Bucket;

final class BucketsTest {
    @Test
    void mask_keepsAboutTwoHundredFiftySixRowsInABucketAndAtMost65536Buckets() {
        assertThat(Buckets.mask(0)).isZero();
        assertThat(Buckets.mask(1_024)).isEqualTo(3);
        assertThat(Buckets.mask(Long.MAX_VALUE)).isEqualTo(65_535);
    }

    @Test
    void differing_namesBucketsThatAreMissingOrDifferOnEitherSide() {
        Buckets erp = new Buckets(Map.of(0L, bucket(2, 7), 1L, bucket(1, 5), 2L, bucket(1, 1)));
        Buckets mirror = new Buckets(Map.of(0L, bucket(2, 7), 1L, bucket(1, 6), 3L, bucket(1, 1)));

        assertThat(erp.differing(mirror)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(erp.rows()).isEqualTo(4);
    }

    private static Bucket bucket(long rows, long sum) {
        return new Bucket(rows, BigInteger.valueOf(sum));
    }
}
