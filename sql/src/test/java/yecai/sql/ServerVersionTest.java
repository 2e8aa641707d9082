package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.error.YecaiException;

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

    @Test
    void serverBelowTheFloor_isRefusedByName_unlessWarningsWereChosen() {
        assertThatThrownBy(() -> ServerVersion.requireSupported(150_018, false))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("PostgreSQL 15.18")
                .hasMessageContaining("CVE-2026-14666")
                .hasMessageContaining("Update the server");
        ServerVersion.requireSupported(150_018, true);
        ServerVersion.requireSupported(150_019, false);
    }
}
