package yecai.hub.cli.parked;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.source.Server;
import yecai.hub.cli.Run;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/** Documents are parked, listed, shown, corrected where the pack does not look, and derived again. */
final class ParkedCommandIT {
    private static final String ERP = """
            create table goods (code text primary key, price numeric, pieces integer);
            insert into goods values ('A', 10, 2), ('B', 10, 0), ('C', 10, 0);
            create table rate (currency text primary key, factor numeric);
            insert into rate values ('EUR', 0), ('USD', 1);
            """;
    private static final String PACK = """
            pack: goods
            version: "1"
            title: {en: Goods, zh: 货品}
            kind: postgresql
            tables:
              public.goods: {key: [code], columns: [code, price, pieces]}
              public.rate: {key: [currency], columns: [currency, factor]}
            mappings:
              material_unit:
                key: text
                # forgets the table rate, so that a document stays parked when the rate is corrected
                touched_by: {goods: select code from changed}
            """;
    private static final String MAPPING = """
            select
                g.code as derive_key,
                g.code as entity_key,
                g.code as material,
                'EA' as unit,
                g.price / (g.pieces + r.factor) as factor
            from goods as g
            inner join rate as r on r.currency = 'EUR'
            """;

    @TempDir
    private Path folder;

    private PackTrial trial;
    private Path configuration;

    @BeforeEach
    void load() throws IOException, SQLException {
        Files.writeString(folder.resolve("pack.yml"), PACK);
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(folder.resolve("mapping/material_unit.sql"), MAPPING);
        trial = PackTrial.of("goods", ERP, erp -> PackLoader.load(folder.toString()));
        trial.load();
        configuration = Files.writeString(folder.resolve("yecai.yml"), """
                hub:
                  url: %s
                  migrate: {user: yecai_migrate, password: {env: HOME}}
                  capture: {user: yecai_capture, password: {env: HOME}}
                sources:
                  goods:
                    pack: %s
                    url: %s
                    capture: {user: trial_capture, password: {env: HOME}}
                """.formatted(
                trial.settings().hub().url(), folder, trial.settings().erp().url()));
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void parkedDocument_isListedAndShown_withTheRowsItIsMadeOf() throws IOException {
        Run list = run("list");
        assertThat(list.out())
                .containsPattern("goods +material_unit +B +\\S+ +division by zero")
                .containsPattern("goods +material_unit +2 +division by zero");
        JsonNode json = new ObjectMapper().readTree(run("list", "--json").out());
        assertThat(json).hasSize(2);
        assertThat(json.get(0).get("entity").textValue()).isEqualTo("material_unit");
        assertThat(json.get(0).get("sqlstate").textValue()).isEqualTo("22012");

        Run show = run("show", "material_unit", "B");
        assertThat(show.out()).contains("canon.material_unit", "division by zero", "public.goods: B\n");
        JsonNode shown = new ObjectMapper()
                .readTree(run("show", "material_unit", "C", "--json").out());
        assertThat(shown.get("document").get("key").textValue()).isEqualTo("C");
        assertThat(shown.get("rows").get(0).get("keys").get(0).textValue()).isEqualTo("C");

        Run unknown = run("show", "material_unit", "A");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no document A of mapping material_unit is parked in source goods");
    }

    @Test
    void retry_withoutACapture_derivesWhatCanBeMappedNow_andOnlyWhatWasNamed() throws Exception {
        assertThat(run("retry").out())
                .isEqualTo("goods: 2 documents were derived again; 2 of the source are parked now\n");

        mendTheRate();

        String version = versionOfReaders();
        JsonNode one = new ObjectMapper()
                .readTree(run("retry", "material_unit", "B", "--json").out());
        assertThat(versionOfReaders()).isNotEqualTo(version);
        assertThat(one.get(0).get("tried").intValue()).isEqualTo(1);
        assertThat(one.get(0).get("parked").intValue()).isEqualTo(1);
        assertThat(run("retry").out())
                .isEqualTo("goods: 1 documents were derived again; 0 of the source are parked now\n");
        assertThat(run("list").out()).isEqualTo("no document is parked\n");
        trial.startCapture();
        trial.awaitCaughtUp();
        assertThat(trial.check().canonicalMatchesFull()).isTrue();
        trial.stopCapture();
    }

    @Test
    void retry_besideARunningCapture_holdsItForAMoment() throws SQLException {
        trial.startCapture();
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("update rate set factor = 5 where currency = 'EUR'");
            trial.awaitCaughtUp();

            assertThat(run("retry", "material_unit").out())
                    .isEqualTo("goods: 2 documents were derived again; 0 of the source are parked now\n");

            statement.execute("update goods set pieces = -5 where code = 'C'");
            trial.awaitCaughtUp();
            assertThat(run("list").out())
                    .containsPattern("goods +material_unit +C ")
                    .doesNotContain("unit  B");
            statement.execute("update goods set pieces = 5 where code = 'C'");
            trial.awaitCaughtUp();
        }
        assertThat(run("list").out()).isEqualTo("no document is parked\n");
        assertThat(barriers()).isZero();
        trial.stopCapture();
    }

    @Test
    void retry_reportsThatAnotherProcessHoldsTheCapture() throws SQLException {
        trial.startCapture();
        try (Connection hub = trial.settings().hub().open("test");
                Statement statement = hub.createStatement()) {
            statement.execute("insert into hub.barrier (source, requested_by, expires_at)"
                    + " values ('goods', 'a test', clock_timestamp() + interval '5 minutes')");

            Run retry = run("retry");

            assertThat(retry.exitCode()).isEqualTo(8);
            assertThat(retry.err()).contains("another process holds the capture of source goods");
        }
    }

    @Test
    void retry_refusesAMappingOrAPackThatIsNotTheLoadedOne() throws IOException {
        Run unknown = run("retry", "materials");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("has no mapping materials");

        Files.writeString(folder.resolve("mapping/material_unit.sql"), MAPPING + "where g.code <> 'B'");
        Run other = run("retry");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("differs from the one with which source goods was loaded");
    }

    // The capture is running only for this: nothing tells it that documents depend on the rate.
    private void mendTheRate() throws SQLException {
        trial.startCapture();
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute("update rate set factor = 5 where currency = 'EUR'");
        }
        trial.awaitCaughtUp();
        trial.stopCapture();
        assertThat(run("list").out()).contains("division by zero");
    }

    /** By which the API tells whether what it remembers is still right. */
    private String versionOfReaders() throws SQLException {
        try (Connection api = new Server(trial.settings().hub().url(), "yecai_api", "").open("test");
                Statement statement = api.createStatement();
                ResultSet row = statement.executeQuery("select version from hub.api_context('nobody')")) {
            row.next();
            return row.getString(1);
        }
    }

    private long barriers() throws SQLException {
        try (Connection hub = trial.settings().hub().open("test");
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from hub.barrier")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Run run(String command, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "parked";
        arguments[1] = command;
        arguments[2] = "--config";
        arguments[3] = configuration.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Run.of(arguments);
    }
}
