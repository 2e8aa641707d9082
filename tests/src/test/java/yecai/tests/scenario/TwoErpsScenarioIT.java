package yecai.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.sql.error.YecaiException;

/** The folders of {@code tests/scenarios} with a second ERP: two ERPs of one group, whose codes finance makes one. */
final class TwoErpsScenarioIT {
    private static final List<Scenario> SCENARIOS = Scenario.ofTwoErps();

    private static TwoErps erps;
    private static final Map<Scenario, List<String>> BEFORE = new HashMap<>();

    @BeforeAll
    static void apply() throws SQLException, IOException {
        erps = TwoErps.start(ScenarioIT.erp());
        for (Scenario scenario : SCENARIOS) {
            erps.happen(scenario);
        }
        erps.loadFirst();
        // their companies have the same codes, so nothing of it comes in before finance has said which they are
        assertThatThrownBy(erps::loadSecond)
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        problem -> assertThat(problem.kind().exitCode()).isEqualTo(3))
                .hasMessageContaining(
                        "of source erpb has the code of a company of source erpa: add to the configuration");
        for (Scenario scenario : SCENARIOS) {
            assertThat(erps.differences(scenario, "refused", false)).isEmpty();
            erps.write(scenario, scenario.codes().orElseThrow());
        }
        erps.loadSecond();
        erps.applyCodes();
        for (Scenario scenario : SCENARIOS) {
            BEFORE.put(scenario, erps.differences(scenario, "before", false));
        }
        for (Scenario scenario : SCENARIOS) {
            if (scenario.books().isPresent()) {
                erps.write(scenario, scenario.books().get());
            }
        }
        erps.applyCodes();
    }

    @AfterAll
    static void stop() {
        erps.close();
    }

    static List<Scenario> scenarios() {
        return SCENARIOS;
    }

    @Test
    void thereAreFour() {
        assertThat(SCENARIOS).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void loaded_showsWhatWasWorkedOut(Scenario scenario) {
        assertThat(BEFORE.get(scenario)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void mapped_showsWhatWasWorkedOut(Scenario scenario) throws SQLException, IOException {
        assertThat(erps.differences(scenario, "after", false)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void readerOfTheCompany_seesWhatWasWorkedOut(Scenario scenario) throws SQLException, IOException {
        assertThat(erps.differences(scenario, "of-the-company", true)).isEmpty();
    }

    @Test
    void check_holdsForBoth() {
        assertThat(erps.check())
                .allSatisfy(report -> assertThat(report.differences()).isEmpty());
    }

    /** A runner that compares nothing would pass everything. */
    @Test
    void everyScenario_hasQueries() throws IOException {
        for (Scenario scenario : SCENARIOS) {
            assertThat(scenario.queries()).as("%s", scenario).isGreaterThanOrEqualTo(2);
        }
    }
}
