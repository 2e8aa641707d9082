package yecai.hub.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import yecai.hub.cli.config.SourceSection;

/** {@code --source}, for commands that work on some or all of the ERPs. */
public final class SourceOption {
    @Option(
            names = {"-s", "--source"},
            paramLabel = "NAME",
            split = ",",
            description = "Only this source; may be repeated (default: all of the configuration file).")
    private List<String> sources = new ArrayList<>();

    public List<SourceSection> of(Installation installation) {
        return installation.listSources(sources);
    }
}
