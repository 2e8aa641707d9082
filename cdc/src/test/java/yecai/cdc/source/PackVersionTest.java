package yecai.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1, 2, true",
        "2, 1, false",
        "1, 1, false",
        "9, 10, true",
        "1.9, 1.10, true",
        "1, 1.0, false",
        "1, 1.0.1, true",
        "2026.11, 2026.9, false",
        "1.0-alpha, 1.0-beta, true",
        "99999999999999999999, 100000000000000000000, true"
    })
    void versions_areComparedByTheirNumbers(String one, String other, boolean isBefore) {
        assertThat(PackVersion.loaded(one + "+abc").isBefore(PackVersion.loaded(other)))
                .isEqualTo(isBefore);
    }

    @ParameterizedTest
    @CsvSource({"1+0af3, 1, 0af3", "1.2+build+0af3, 1.2+build, 0af3", "1, 1, ''"})
    void versionOfAPackThatWasLoaded_isReadWithItsDigest(String text, String version, String digest) {
        assertThat(PackVersion.loaded(text)).isEqualTo(new PackVersion(version, digest));
    }
}
