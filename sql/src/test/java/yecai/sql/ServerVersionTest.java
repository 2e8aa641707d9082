package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {
    @ParameterizedTest
    @ValueSource(ints = {150_019, 160_015, 170_011, 180_006, 180_007, 190_000})
    void isSupported_fromTheFloorUp(int version) {
        assertThat(ServerVersion.isSupported(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {140_030, 150_018, 160_014, 170_010, 180_005})
    void isSupported_notBelowTheFloor(int version) {
        assertThat(ServerVersion.isSupported(version)).isFalse();
    }
}
