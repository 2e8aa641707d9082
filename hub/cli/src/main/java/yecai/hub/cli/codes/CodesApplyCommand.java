package yecai.hub.cli.codes;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.code.change.CodeChange;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;

/** Brings changed codes into the hub's rows where no capture runs. */
@Command(
        name = "apply",
        description =
                "Waits until a running capture has brought changed codes into the hub's rows, or does so where none runs.",
        mixinStandardHelpOptions = true)
final class CodesApplyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        for (SourceSection source : sources.of(installation)) {
            boolean changed = CodeChange.run(installation.settings(source));
            out.println(source.name() + ": " + (changed ? "changed codes are in all rows" : "no code was changed"));
        }
        return 0;
    }
}
