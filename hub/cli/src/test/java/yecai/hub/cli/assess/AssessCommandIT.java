package yecai.hub.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.hub.cli.Run;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A database is judged without any configuration; what is printed mends what it says. */
final class AssessCommandIT {
    @Test
    void aDatabaseIsJudged_mended_andJudgedAgain() throws Exception {
        String pack = Path.of("src/test/resources/packs/tiny").toAbsolutePath().toString();
        try (TestServer erp = TestServers.start(Role.ERP, Map.of("wal_level", "replica", "max_wal_senders", "4"));
                Connection connection = erp.open("postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema \"Books\";"
                    + " create table \"Books\".\"company-list\" (code text not null unique, \"Name\" text)");
            String url = "postgresql://localhost:" + erp.port() + "/postgres";
            Run report = Run.of("assess", url, "--user", "postgres", "--pack", pack, "--language", "en");
            assertThat(report.exitCode()).as(report.err()).isEqualTo(4);
            assertThat(report.out())
                    .contains(
                            "wal_level is replica",
                            "Table \"Books\".\"company-list\" has no primary key",
                            "pack tiny: 1 of its 1 tables are there",
                            "missing: Books.company-list.currency",
                            "\nalter table \"Books\".\"company-list\" replica identity using index \"company-list_code_key\";\n",
                            "\nalter system set wal_level = logical;\n");
            Run chinese = Run.of("assess", url, "--user", "postgres", "--pack", pack, "--language", "zh");
            assertThat(chinese.out()).contains("wal_level 为 replica", "没有主键");

            JsonNode json = new ObjectMapper()
                    .readTree(Run.of("assess", url, "--user", "postgres", "--pack", pack, "--json")
                            .out());
            for (JsonNode finding : json.get("findings")) {
                if (finding.get("fix").isTextual()
                        && finding.get("object").textValue().contains(".")) {
                    statement.execute(finding.get("fix").textValue());
                }
            }
            assertThat(Run.of("assess", url, "--user", "postgres", "--pack", pack, "--language", "en")
                            .out())
                    .doesNotContain("has no primary key")
                    .contains("wal_level is replica");

            assertThat(Run.of("assess", url, "--user", "postgres", "--language", "fr")
                            .err())
                    .contains("--language is fr");
            assertThat(Run.of("assess", "http://erp", "--user", "postgres").err())
                    .contains("the URL names no PostgreSQL");
            Run nobody = Run.of("assess", url, "--user", "nobody");
            assertThat(nobody.exitCode()).isEqualTo(4);
            assertThat(nobody.err()).contains("cannot be assessed", "nobody").hasLineCount(1);
        }
    }
}
