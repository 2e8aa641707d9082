package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import yecai.sql.error.YecaiException;

final class MainTest {
    @Test
    void help_listsEveryCommandAndExitCode() {
        Run help = Run.of("help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("init", "migrate", "load", "capture", "status", "Exit codes:");
    }

    @ParameterizedTest
    @EnumSource(YecaiException.Kind.class)
    void help_explainsTheExitCodeOf(YecaiException.Kind kind) {
        assertThat(Run.of("help").out()).containsPattern("(?m)^ +" + kind.exitCode() + " +\\S");
    }

    @Test
    void command_thatIsMisspelt_getsASuggestion() {
        Run run = Run.of("staus");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Did you mean: yecai status");
    }

    @Test
    void option_thatIsMisspelt_getsASuggestion() {
        Run run = Run.of("status", "--jsn");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--json");
    }

    @Test
    void noCommand_showsTheHelp() {
        Run run = Run.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Name a command.", "Usage: yecai");
    }

    @Test
    void failure_isOneLine_andAStackTraceOnlyWhenAskedFor() {
        Run quiet = Run.of("status", "--config", "/nowhere/yecai.yml");
        Run verbose = Run.of("status", "--config", "/nowhere/yecai.yml", "--verbose");

        assertThat(quiet.exitCode()).isEqualTo(2);
        assertThat(quiet.err())
                .startsWith("yecai: there is no configuration file /nowhere/yecai.yml")
                .hasLineCount(1);
        assertThat(verbose.err()).contains("\tat yecai.hub.cli");
    }
}
