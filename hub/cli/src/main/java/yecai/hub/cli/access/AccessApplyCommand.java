package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.access.AccessPlan;
import yecai.hub.access.AccessState;
import yecai.hub.cli.option.DbaOptions;

/** Makes the hub's access the declared one. */
@Command(
        name = "apply",
        description = {
            "Makes the access of the hub match the file and reverts manual changes, in one transaction: all or nothing.",
            "`plan` shows beforehand what it does."
        },
        mixinStandardHelpOptions = true)
final class AccessApplyCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Mixin
    private DeclaredAccess declared;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AccessState wanted = declared.read();
        AccessPlan found = dba.asDba(hub -> AccessPlan.of(wanted, hub));
        return found.needsAdministrator()
                ? dba.asAdministrator(hub -> apply(AccessPlan.of(wanted, hub), hub))
                : dba.asDba(hub -> apply(found, hub));
    }

    private int apply(AccessPlan plan, Handle hub) {
        PrintWriter out = spec.commandLine().getOut();
        plan.apply(hub);
        PlanText.print(out, plan);
        out.println(plan.isEmpty() ? "-- as declared" : "-- applied");
        return 0;
    }
}
