package yecai.hub.cli.audit;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.audit.Anchor;
import yecai.hub.access.audit.AnchorCheck;
import yecai.hub.access.audit.AuditChain;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.option.DurationConverter;
import yecai.hub.cli.source.CheckCommand;

/** Whether anything was changed, reordered, removed or cut. */
@Command(
        name = "verify",
        description = {
            "Computes every hash of every audit chain again and names the first bad entry of each; ends with 1 if there is one.",
            "A truncated chain is still consistent: only an anchor, with --anchor and --key, reveals it. How old it is and how much",
            "came after it is printed; an anchor of another hub, an empty one and one older than --max-age is a problem."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--anchor", paramLabel = "FILE", description = "Heads that `audit anchor` wrote or sent.")
    private Optional<Path> anchor = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "Public key of the anchor.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How old the anchor may be, such as 12h or 30d; 7d.")
    private Duration maxAge = Duration.ofDays(7);

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

    private List<String> verify(Handle hub, Optional<Anchor> outside, PrintWriter out) {
        List<String> problems = new ArrayList<>(AuditChain.listMissing(hub));
        List<AuditChain> chains = AuditChain.list(hub);
        for (AuditChain chain : chains) {
            Optional<String> bad = chain.findFirstBad(hub);
            bad.ifPresent(problems::add);
            out.println("hub." + chain.table() + ": " + chain.head(hub).number()
                    + (chain.isBatched() ? " batches, " : " entries, ") + (bad.isEmpty() ? "whole" : "BROKEN"));
        }
        outside.map(anchor -> new AnchorCheck(hub, anchor)).ifPresent(check -> {
            Instant now = Instant.now();
            out.println(check.summary(now));
            problems.addAll(check.listProblems(now, maxAge));
        });
        return problems;
    }
}
