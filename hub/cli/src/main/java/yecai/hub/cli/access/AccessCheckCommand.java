package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.access.AccessPlan;
import yecai.hub.access.AccessState;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.source.CheckCommand;
import yecai.sql.text.Printable;

/** Whether the hub's access is the declared one. */
@Command(
        name = "check",
        description = "Names each difference between the declared access and the hub; ends with 1 if there is one.",
        mixinStandardHelpOptions = true)
final class AccessCheckCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Mixin
    private DeclaredAccess declared;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        AccessState wanted = declared.read();
        AccessPlan plan = dba.asDba(hub -> AccessPlan.of(wanted, hub));
        plan.changes().forEach(change -> out.println("declared: " + Printable.line(change.why())));
        plan.breaches().forEach(breach -> out.println("drift: " + Printable.line(breach.text())));
        out.println(
                plan.isEmpty() ? "the access of the hub is as declared" : "see `yecai access plan` for the remedies");
        return plan.isEmpty() ? 0 : CheckCommand.DIFFERENT;
    }
}
