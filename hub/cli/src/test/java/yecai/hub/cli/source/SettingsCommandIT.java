package yecai.hub.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

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
import yecai.hub.cli.Run;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/** A pack declares a setting, the file sets it, the command applies and lists it. */
final class SettingsCommandIT {
    private static final String PACK = """
            pack: firms
            version: "1"
            title: {en: Firms, zh: 公司}
            kind: postgresql
            settings:
              zone:
                title: {en: Time zone, zh: 时区}
                type: time_zone
                per: company
                default: UTC
            tables:
              public.firm: {key: [code], columns: [code]}
            mappings:
              company:
                key: text
                touched_by:
                  firm: select code from changed
                  source_setting: >
                    select f.code
                    from changed as c
                    inner join firm as f on f.code = c.company or c.company = ''
                    where c.name = 'zone'
            """;
    private static final String MAPPING = """
            select
                f.code as derive_key,
                f.code as entity_key,
                f.code as company,
                'CNY' as functional_currency,
                coalesce(own.value, every.value) as time_zone
            from firm as f
            left join source_setting as own on own.name = 'zone' and own.company = f.code
            left join source_setting as every on every.name = 'zone' and every.company = ''
            """;

    @TempDir
    private Path folder;

    private PackTrial trial;

    @BeforeEach
    void load() throws IOException, SQLException {
        Files.writeString(folder.resolve("pack.yml"), PACK);
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(folder.resolve("mapping/company.sql"), MAPPING);
        trial = PackTrial.of(
                "firms",
                "create table firm (code text primary key); insert into firm values ('C1'), ('C2')",
                erp -> PackLoader.load(folder.toString()));
        trial.load();
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void settings_areAppliedBesideTheCaptureAndWithout_andGoneWithTheFile() throws Exception {
        assertThat(settings("").out()).containsPattern("firms +zone +\\* +UTC +UTC +time_zone +- +-");
        assertThat(zones()).isEqualTo("C1 UTC, C2 UTC");

        trial.startCapture();
        Run run = settings("settings: {zone: {\"*\": Asia/Shanghai, C2: Europe/Berlin}}");
        assertThat(run.out())
                .contains("firms: derived again what depends on what was changed")
                .containsPattern("firms +zone +\\* +Asia/Shanghai +UTC +time_zone +yecai_capture +configuration file")
                .containsPattern("firms +zone +C2 +Europe/Berlin ");
        assertThat(zones()).isEqualTo("C1 Asia/Shanghai, C2 Europe/Berlin");
        assertThat(trial.check().canonicalMatchesFull()).isTrue();
        trial.stopCapture();

        assertThat(settings("").out()).contains("derived again");
        assertThat(zones()).isEqualTo("C1 UTC, C2 UTC");
    }

    @Test
    void wrongSetting_endsWithTheNameAndWhatIsAllowed_andChangesNothing() throws Exception {
        Run zone = settings("settings: {zone: Shanghai}");
        assertThat(zone.exitCode()).isEqualTo(2);
        assertThat(zone.err())
                .contains("setting zone of source firms is `Shanghai`: it must be the name of a time zone");
        Run name = settings("settings: {zones: UTC}");
        assertThat(name.exitCode()).isEqualTo(2);
        assertThat(name.err()).contains("source firms has no setting zones: its pack declares zone");
        assertThat(zones()).isEqualTo("C1 UTC, C2 UTC");
    }

    private Run settings(String section) throws IOException {
        Path configuration = Files.writeString(folder.resolve("yecai.yml"), """
                hub:
                  url: %s
                  capture: {user: yecai_capture, password: {env: HOME}}
                sources:
                  firms:
                    pack: %s
                    url: %s
                    capture: {user: trial_capture, password: {env: HOME}}
                    %s
                """.formatted(
                trial.settings().hub().url(), folder, trial.settings().erp().url(), section));
        return Run.of("settings", "--config", configuration.toString());
    }

    private String zones() throws SQLException {
        try (Connection hub = trial.settings().hub().open("test");
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery(
                        "select string_agg(company || ' ' || time_zone, ', ' order by company) from canon.company")) {
            row.next();
            return row.getString(1);
        }
    }
}
