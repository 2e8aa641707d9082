package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingDefectTest {
    @ParameterizedTest
    @CsvSource({"150012,15.12,15.14", "150000,15.0,15.14", "160008,16.8,16.10", "170004,17.4,17.6"})
    void find_namesAVersionThatLosesChanges_andTheOneToInstall(int version, String name, String install) {
        assertThat(DecodingDefect.find(version))
                .hasValueSatisfying(defect -> assertThat(defect)
                        .startsWith("PostgreSQL " + name + " of the ERP can lose changes")
                        .endsWith("install " + install + " or newer"));
    }

    @ParameterizedTest
    @CsvSource({"150013,15.13,15.14", "160009,16.9,16.10", "170005,17.5,17.6"})
    void find_namesAVersionThatNeedsMuchMemory(int version, String name, String install) {
        assertThat(DecodingDefect.find(version))
                .hasValueSatisfying(defect -> assertThat(defect)
                        .startsWith("PostgreSQL " + name + " of the ERP can need much memory")
                        .endsWith("install " + install + " or newer"));
    }

    @ParameterizedTest
    @ValueSource(ints = {150014, 150019, 160010, 170006, 180000, 180006, 190001})
    void find_hasNothingAgainstRepairedAndNewerVersions(int version) {
        assertThat(DecodingDefect.find(version)).isEmpty();
    }
}
