package yecai.hub.cli.access;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import yecai.hub.access.AccessFile;
import yecai.hub.access.AccessState;

/** {@code --file}, the declared access. */
final class DeclaredAccess {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "access.yml",
            description = "The declared access (default: ${DEFAULT-VALUE}).")
    private Path file;

    AccessState read() {
        return AccessFile.read(file);
    }
}
