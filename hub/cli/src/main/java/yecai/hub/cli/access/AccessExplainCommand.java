package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.access.Explanation;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.source.CheckCommand;
import yecai.sql.text.Printable;

/** Why a principal sees rows of a dataset, or none. */
@Command(
        name = "explain",
        description = {
            "Shows each link from a principal to the rows of a dataset: membership, dataset, policy, scope, request,"
                    + " approvers, audit; and which link is missing, with how to ask for it.",
            "Ends with 1 if a link is missing."
        },
        mixinStandardHelpOptions = true)
final class AccessExplainCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Parameters(index = "0", paramLabel = "PRINCIPAL")
    private String principal;

    @Parameters(index = "1", paramLabel = "DATASET", description = "Such as finance.receipt.")
    private String dataset;

    @Option(names = "--company", paramLabel = "CODE", description = "Only what concerns this company.")
    private Optional<String> company = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Explanation> links = dba.asDba(hub -> Explanation.list(hub, principal, dataset, company));
        for (Explanation link : links) {
            out.println(
                    (link.holds() ? "holds    " : "MISSING  ") + link.link() + ": " + Printable.line(link.detail()));
            link.remedy().ifPresent(remedy -> out.println("           -> " + Printable.line(remedy)));
        }
        boolean isOpen = List.of("principal", "membership", "dataset", "scope").stream()
                .allMatch(needed -> links.stream().anyMatch(link -> link.link().equals(needed) && link.holds()));
        out.println(isOpen ? "access: yes" : "access: no");
        return isOpen ? 0 : CheckCommand.DIFFERENT;
    }
}
