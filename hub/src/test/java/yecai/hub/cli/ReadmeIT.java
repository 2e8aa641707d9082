package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import yecai.sql.YecaiException;

/** The two introductions name what the program has. */
final class ReadmeIT {
    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "../README.zh-CN.md"})
    void readme_namesEveryCommandAndExitCode(String file) throws IOException {
        String text = Files.readString(Path.of(file));

        for (String command :
                new CommandLine(new RootCommand()).getSubcommands().keySet()) {
            assertThat(text).contains("./yecai " + command);
        }
        for (YecaiException.Kind kind : YecaiException.Kind.values()) {
            assertThat(text).contains("| " + kind.exitCode() + " | ");
        }
    }
}
