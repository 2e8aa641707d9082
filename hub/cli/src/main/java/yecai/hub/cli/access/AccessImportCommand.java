package yecai.hub.cli.access;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.AccessText;
import yecai.hub.access.LiveAccess;
import yecai.hub.cli.option.DbaOptions;
import yecai.sql.error.YecaiException;

/** The declared access, written from a hub. */
@Command(
        name = "import",
        description =
                "Writes the hub's access as a file for `plan` and `apply`; grants that came of requests are left out.",
        mixinStandardHelpOptions = true)
final class AccessImportCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write here instead of to the output; never overwrites.")
    private Optional<Path> file = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String text = AccessText.of(dba.asDba(LiveAccess::read));
        if (file.isEmpty()) {
            out.print(text);
            out.flush();
            return 0;
        }
        try {
            Files.writeString(file.get(), text, java.nio.file.StandardOpenOption.CREATE_NEW);
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    file.get() + " cannot be written: " + problem + "; name a file that does not exist yet",
                    problem);
        }
        return 0;
    }
}
