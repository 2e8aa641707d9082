package yecai.cdc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.source.Server;
import yecai.sql.pack.PackFixtures;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * Databases as people know them are judged: what is planted in one, and is said in its file by lines {@code -- expect: CODE OBJECT
 * VALUE}, is found, and nothing else is.
 */
final class AssessorSamplesIT {
    private static final String EXPECT = "-- expect: ";

    @ParameterizedTest
    @CsvSource({"rental,", "music,", "traders,", "odoo,odoo", "tryton,tryton"})
    void everyPlantedProblemIsNamed_andNoneIsInvented(String sample, String pack) throws IOException, SQLException {
        String sql = text(sample);
        List<String> expected = sql.lines()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        assertThat(expected).isNotEmpty();
        Map<String, String> fixtures = pack == null ? Map.of() : PackFixtures.read(pack);
        TestServer erp = TestServers.shared(Role.ERP);
        String database = "assessed_" + sample;
        erp.run("postgres", "create database " + database);
        try {
            for (String fixture : fixtures.values()) {
                erp.run(database, fixture);
            }
            erp.run(database, sql);
            Assessment assessment =
                    new Assessor(new Server(erp.url(database), "postgres", ""), "yecai_erp").run(List.of());
            assertThat(assessment.findings())
                    .filteredOn(finding -> finding.object().contains("."))
                    .extracting(finding -> finding.code() + " " + finding.object()
                            + (finding.value() == null ? "" : " " + finding.value()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            erp.run("postgres", "drop database " + database + " with (force)");
        }
    }

    private static String text(String sample) throws IOException {
        try (InputStream file = AssessorSamplesIT.class.getResourceAsStream("/assess/" + sample + ".sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
