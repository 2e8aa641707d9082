package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a package brings along for the shell names every command and option. */
final class ManualTest {
    private final CommandLine line = RootCommand.commandLine();
    private final String page = new ManualPage(line, "1.2.3", "2026-01-31").text();
    private final List<CommandLine> commands = new ArrayList<>();

    @Test
    void page_hasEveryCommandWithItsOptions_andEveryExitCode() {
        collect(line);
        assertThat(commands).hasSizeGreaterThan(40);

        for (CommandLine command : commands) {
            String name = command.getCommandSpec().qualifiedName();
            String heading = ".SS " + ManualPage.escaped(name) + "\n";
            assertThat(page).containsOnlyOnce(heading);
            String part = page.substring(page.indexOf(heading) + heading.length());
            int end = part.indexOf("\n.S");
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    assertThat(part.substring(0, end))
                            .as(name)
                            .contains(ManualPage.escaped(option.longestName()) + "\\fR");
                }
            }
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .keySet()
                .forEach(code -> assertThat(page).contains("\n.B " + code.strip() + "\n"));
    }

    @Test
    void page_saysOfWhichVersionItIs_andLeavesNoVariableOpen() {
        assertThat(page)
                .contains(".TH YECAI 1 \"2026-01-31\" \"Yecai Hub 1.2.3\"")
                .doesNotContain("${", "%n", "$$", "DEFAULT\\-VALUE")
                .contains("$YECAI_CONFIG");
    }

    @Test
    void text_isNoInstructionToRoff() {
        assertThat(ManualPage.escaped(".so /etc/passwd")).isEqualTo("\\&.so /etc/passwd");
        assertThat(ManualPage.escaped("a\\b --c 'd'")).isEqualTo("a\\eb \\-\\-c \\(aqd\\(aq");
    }

    @Test
    void completion_knowsEveryCommand_andNothingOfTheTime() {
        collect(line);
        String script = Manual.completion(line);

        for (CommandLine command : commands) {
            assertThat(script).contains(command.getCommandSpec().name());
        }
        assertThat(script).contains("complete -F _complete_yecai", "--standby").doesNotContain("# Date");
    }

    private void collect(CommandLine parent) {
        for (CommandLine command : parent.getSubcommands().values()) {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.add(command);
                collect(command);
            }
        }
    }
}
