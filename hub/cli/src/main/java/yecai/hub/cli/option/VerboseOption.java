package yecai.hub.cli.option;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code --verbose}, for every command. */
public final class VerboseOption {
    public static final String NAME = "--verbose";

    @Option(
            names = {"-v", NAME},
            description = "Log more, and show the stack trace of a failure.")
    void verbose(boolean verbose) {
        if (verbose) {
            ((Logger) LoggerFactory.getLogger("yecai")).setLevel(Level.DEBUG);
        }
    }
}
