package yecai.hub.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import yecai.hub.cli.config.ConfigurationReader;
import yecai.hub.cli.config.Secret;

/** The options of every command that uses the configuration file. */
public final class CommonOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:YECAI_CONFIG:-yecai.yml}",
            description = "Configuration file (default: $$YECAI_CONFIG, or else yecai.yml here).")
    private Path config;

    @Mixin
    private VerboseOption verbose;

    public Installation installation() {
        return new Installation(ConfigurationReader.read(config), Secret.processEnvironment());
    }
}
