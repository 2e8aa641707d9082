package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.preflight.ServerCheck.ErpServer;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.TextEncoding;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** What is said of servers that nobody has at hand when the tests run. */
class ServerCheckTest {
    private static SourceSettings settings(ErpOptions options) {
        Pack pack = new Pack(
                "acme",
                "1",
                Map.of("en", "Acme"),
                "postgresql",
                List.of(new TableSpec("public", "invoice", "invoice", List.of("id"), List.of("id", "no"), List.of())),
                List.of(),
                List.of(),
                List.of());
        return new SourceSettings(
                "acme",
                pack,
                new Server("jdbc:postgresql://db.example/erp", "Yecai Reader", ""),
                new Server("jdbc:postgresql://hub.example/yecai", "yecai_capture", ""),
                "yecai_acme",
                "yecai_acme",
                CaptureTuning.defaults(),
                options);
    }

    private static List<String> problems(ErpServer server, ErpOptions options) {
        List<Problem> problems = new ArrayList<>();
        ServerCheck.judge(server, settings(options), problems);
        return problems.stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OWN|set wal_level = logical in postgresql.conf|run `alter role \"Yecai Reader\" replication` at the ERP",
                "RDS|set rds.logical_replication = 1 in the parameter group|run `grant rds_replication to \"Yecai Reader\"` at the ERP",
                "CLOUD_SQL|set the flag cloudsql.logical_decoding = on|run `alter role \"Yecai Reader\" with replication` at the ERP",
                "AZURE|set the server parameter wal_level = logical (Azure)|run `alter role \"Yecai Reader\" with replication` at the ERP"
            })
    void judge_saysWhatItsProviderWants(Hosting hosting, String logical, String admission) {
        List<String> problems =
                problems(new ErpServer("replica", false, 180006, false, hosting, "UTF8"), ErpOptions.NONE);

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("wal_level of", "is replica", logical);
        assertThat(problems.get(1)).contains("login Yecai Reader may not replicate", admission);
    }

    @Test
    void judge_findsNothingWrongWithAServerThatIsReady() {
        for (Hosting hosting : Hosting.values()) {
            assertThat(problems(new ErpServer("logical", true, 150018, false, hosting, "UTF8"), ErpOptions.NONE))
                    .isEmpty();
        }
    }

    @Test
    void judge_refusesAStandby_andNamesTheWayToItsPrimary() {
        assertThat(problems(new ErpServer("logical", true, 180006, true, Hosting.OWN, "UTF8"), ErpOptions.NONE))
                .singleElement()
                .asString()
                .contains("is a standby", "name its primary in sources.acme.url", "targetServerType=primary");
    }

    @Test
    void judge_refusesAVersionBefore15() {
        assertThat(problems(new ErpServer("logical", true, 140022, false, Hosting.OWN, "UTF8"), ErpOptions.NONE))
                .singleElement()
                .asString()
                .contains("140022", "PostgreSQL 15 or newer is needed");
    }

    @Test
    void judge_refusesAnEncodingForADatabaseThatHasOneOfItsOwn() {
        ErpOptions latin1 = new ErpOptions(Optional.of(new TextEncoding(StandardCharsets.ISO_8859_1)), false);

        assertThat(problems(new ErpServer("logical", true, 180006, false, Hosting.OWN, "EUC_CN"), latin1))
                .singleElement()
                .asString()
                .contains("has the encoding EUC_CN", "take `encoding` out of sources.acme");
        assertThat(problems(new ErpServer("logical", true, 180006, false, Hosting.OWN, "SQL_ASCII"), latin1))
                .isEmpty();
    }

    @Test
    void setUp_saysWhatEachProviderNeeds() {
        assertThat(SetupSql.of(settings(ErpOptions.NONE)))
                .contains(
                        "rds.logical_replication = 1",
                        "cloudsql.logical_decoding = on",
                        "Azure: wal_level = logical",
                        "grant rds_replication to",
                        "alter role %I login replication")
                .doesNotContain("published whole");
        assertThat(SetupSql.of(settings(new ErpOptions(Optional.empty(), true))))
                .contains("published whole");
    }
}
