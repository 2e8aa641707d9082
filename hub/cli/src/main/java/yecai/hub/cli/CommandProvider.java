package yecai.hub.cli;

import java.util.List;

/**
 * Adds commands of another module to the command line. A module names its provider in {@code META-INF/services}; its
 * commands are there whenever its jar is on the class path.
 */
public interface CommandProvider {
    /** Returns the module's commands. */
    List<ProvidedCommand> listCommands();
}
