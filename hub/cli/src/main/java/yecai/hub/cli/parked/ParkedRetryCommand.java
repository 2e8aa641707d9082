package yecai.hub.cli.parked;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.parked.ParkedRetry;
import yecai.cdc.parked.RetryOutcome;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;

/** Derives parked documents again. */
@Command(
        name = "retry",
        description = {
            "Derives parked documents again, from what the hub holds now, beside a running capture or without one.",
            "All of a source is done in one transaction. What fails again stays parked, with its current reason."
        },
        mixinStandardHelpOptions = true)
final class ParkedRetryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MAPPING",
            description = "Only documents of this mapping (default: all).")
    private Optional<String> mapping = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "KEY", description = "Only this document (default: all).")
    private Optional<String> key = Optional.empty();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        List<SourceSection> selected = sources.of(installation);
        if (mapping.isPresent() && selected.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Naming a mapping needs --source if there are several sources.");
        }
        List<Map<String, Object>> outcomes = new ArrayList<>();
        for (SourceSection source : selected) {
            RetryOutcome outcome = new ParkedRetry(installation.settings(source)).run(mapping, key);
            if (json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("source", source.name());
                document.put("tried", outcome.tried());
                document.put("parked", outcome.parked());
                outcomes.add(document);
            } else {
                out.println(source.name() + ": " + outcome.tried() + " documents were derived again; "
                        + outcome.parked() + " of the source are parked now");
            }
        }
        if (json) {
            JsonText.print(out, outcomes);
        }
        return 0;
    }
}
