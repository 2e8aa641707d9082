package yecai.hub.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import yecai.hub.cli.config.ConfigurationReader;
import yecai.hub.cli.config.Secret;

/** The options of every command that uses the configuration file. */
final class CommonOptions {
    static final String VERBOSE = "--verbose";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:YECAI_CONFIG:-yecai.yml}",
            description = "Configuration file (default: $$YECAI_CONFIG, or else yecai.yml here).")
    private Path config;

    @Option(
            names = {"-v", VERBOSE},
            description = "Log more, and show the stack trace of a failure.")
    void verbose(boolean verbose) {
        if (verbose) {
            ((Logger) LoggerFactory.getLogger("yecai")).setLevel(Level.DEBUG);
        }
    }

    Installation installation() {
        return new Installation(ConfigurationReader.read(config), Secret.processEnvironment());
    }
}
