package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.AccessPlan;
import yecai.hub.access.AccessState;
import yecai.hub.access.Effect;
import yecai.hub.cli.option.DbaOptions;

/** What applying the declared access would do. */
@Command(
        name = "plan",
        description = {
            "Prints the exact SQL that `apply` would run, and what each principal would gain and lose, by company.",
            "Rows are counted by doing the changes and undoing them in one transaction; breaches are listed, not tried."
        },
        mixinStandardHelpOptions = true)
final class AccessPlanCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Mixin
    private DeclaredAccess declared;

    @Option(
            names = "--no-counts",
            description = "Leave out the rows gained and lost, which means reading the datasets.")
    private boolean noCounts;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        AccessState wanted = declared.read();
        return dba.asDba(hub -> {
            AccessPlan plan = AccessPlan.of(wanted, hub);
            List<Effect> effects = noCounts || plan.changes().isEmpty() ? List.of() : plan.effects(hub);
            PlanText.print(out, plan);
            if (!effects.isEmpty()) {
                out.println();
                PlanText.print(out, effects);
            }
            return 0;
        });
    }
}
