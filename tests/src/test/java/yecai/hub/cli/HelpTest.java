package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The list of commands with every module on the class path. */
final class HelpTest {
    @Test
    void help_listsTheCommandsOfOtherModulesAfterTheProductsOwn() {
        assertThat(RootCommand.commandLine().getSubcommands().keySet())
                .containsExactly(
                        "assess",
                        "init",
                        "migrate",
                        "load",
                        "capture",
                        "api",
                        "token",
                        "console",
                        "schema",
                        "upgrade",
                        "status",
                        "check",
                        "reconcile",
                        "parked",
                        "settings",
                        "rates",
                        "codes",
                        "pack",
                        "access",
                        "audit",
                        "server",
                        "demo",
                        "bench",
                        "prove",
                        "help");
    }
}
