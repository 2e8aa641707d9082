package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.upgrade.PackUpgrade;
import yecai.cdc.upgrade.PackUpgradePlan;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;

/** Brings loaded sources to newer versions of their packs. */
@Command(
        name = "upgrade",
        description = {
            "Brings loaded sources to the versions of their packs that are configured now, while no capture of them runs.",
            "Where the same tables and columns are captured, the canonical rows are derived again in one transaction, and nothing is"
                    + " copied. Where tables are captured in another way, each is named, and the source is loaded again; readers see"
                    + " nothing of it meanwhile. Afterwards the capture continues.",
            "Ends with 3 if the pack is another one, or an older version."
        },
        mixinStandardHelpOptions = true)
public final class PackUpgradeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--plan", description = "Only say what it would do.")
    private boolean planOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        List<SourceSection> selected = sources.of(installation);
        for (SourceSection source : selected) {
            PackUpgrade upgrade = new PackUpgrade(installation.settings(source));
            say(source.name(), upgrade.plan(), out);
            if (!planOnly) {
                upgrade.run(new ProgressLines(source.name(), out), System.getProperty("user.name"));
            }
        }
        return 0;
    }

    private static void say(String source, PackUpgradePlan plan, PrintWriter out) {
        if (!plan.isNeeded()) {
            out.println(source + ": has version " + plan.loaded().version() + " of its pack already");
            return;
        }
        boolean isRenamed = !plan.loaded().version().equals(plan.configured().version());
        out.println(source + ": from version " + plan.loaded().version() + " of its pack to "
                + (isRenamed ? plan.configured().version() : "another one that has the same version"));
        plan.tables().forEach(table -> out.println("  " + table));
        out.println("  "
                + (plan.copies()
                        ? "the source is loaded again: readers see nothing of it until that is done"
                        : "all canonical rows are derived again in one transaction; nothing is copied"));
    }
}
