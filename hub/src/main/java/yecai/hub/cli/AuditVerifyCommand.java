package yecai.hub.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.Anchor;
import yecai.hub.access.AuditChain;

/** Whether anything was changed, reordered, removed or cut. */
@Command(
        name = "verify",
        description = {
            "Computes every hash of every audit chain anew and names the first bad entry of each; ends with 1 if there is one.",
            "A cut tail fits the chain: only an anchor, with --anchor and --key, shows it."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--anchor", paramLabel = "FILE", description = "Heads that `audit anchor` wrote or sent.")
    private Optional<Path> anchor = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "Public key of the anchor.")
    private Optional<Path> key = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (anchor.isPresent() != key.isPresent()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--anchor and --key belong together.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<Anchor> outside = anchor.map(file -> Anchor.read(file, key.get()));
        List<String> problems = dba.asDba(hub -> verify(hub, outside, out));
        problems.forEach(out::println);
        return problems.isEmpty() ? 0 : CheckCommand.DIFFERENT;
    }

    private static List<String> verify(Connection hub, Optional<Anchor> outside, PrintWriter out) throws SQLException {
        List<String> problems = new ArrayList<>();
        List<AuditChain> chains = AuditChain.list(hub);
        for (AuditChain chain : chains) {
            Optional<String> bad = chain.findFirstBad(hub);
            bad.ifPresent(problems::add);
            out.println("hub." + chain.table() + ": " + chain.head(hub).number()
                    + (chain.isBatched() ? " batches, " : " entries, ") + (bad.isEmpty() ? "whole" : "BROKEN"));
        }
        for (AuditChain.Head head : outside.map(Anchor::heads).orElse(List.of())) {
            Optional<AuditChain> chain = chains.stream()
                    .filter(found -> found.table().equals(head.chain()))
                    .findFirst();
            if (chain.isEmpty()) {
                problems.add("hub." + head.chain() + ": the anchor has this chain and the hub has not");
            } else {
                chain.get().findCut(hub, head).ifPresent(problems::add);
            }
        }
        return problems;
    }
}
