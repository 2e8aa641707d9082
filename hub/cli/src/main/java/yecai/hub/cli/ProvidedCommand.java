package yecai.hub.cli;

import static java.util.Objects.requireNonNull;

/**
 * A command of another module.
 *
 * @param place where {@code yecai help} lists it, after the product's own commands and before those with a higher place
 * @param command an object or a class that has picocli's annotation {@code Command}
 */
public record ProvidedCommand(int place, Object command) {
    public ProvidedCommand {
        requireNonNull(command, "command is null");
    }
}
