package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.error.YecaiException;

/** The pages on commands name what the program has, and the introductions name nothing else. */
final class ReadmeIT {
    private static final Pattern COMMAND = Pattern.compile("\\./yecai ([a-z]+)");

    @ParameterizedTest
    @ValueSource(strings = {"../hub/COMMANDS.md", "../hub/COMMANDS.zh-CN.md"})
    void commands_areAllNamed_andExitCodesToo(String file) throws IOException {
        String text = Files.readString(Path.of(file));

        for (String command : commands()) {
            if (!command.equals("help")) {
                assertThat(text).contains("| `./yecai " + command + "` |");
            }
        }
        for (YecaiException.Kind kind : YecaiException.Kind.values()) {
            assertThat(text).contains("| " + kind.exitCode() + " | ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "../README.zh-CN.md", "../hub/COMMANDS.md", "../tests/bench/README.md"})
    void page_namesOnlyCommandsThatExist(String file) throws IOException {
        String text = Files.readString(Path.of(file));

        assertThat(COMMAND.matcher(text).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(commands()::contains);
    }

    private static Set<String> commands() {
        return RootCommand.commandLine().getSubcommands().keySet();
    }
}
