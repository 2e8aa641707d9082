package yecai.hub.cli.parked;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;

/** Lists the documents that could not be mapped. */
@Command(
        name = "list",
        description =
                "Lists the documents that could not be mapped, and how many there are for each mapping and reason.",
        mixinStandardHelpOptions = true)
final class ParkedListCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--mapping", paramLabel = "NAME", description = "Only documents of this mapping.")
    private Optional<String> mapping = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Most documents to name (default: ${DEFAULT-VALUE}); all are counted.")
    private int limit;

    @Option(names = "--json", description = "Print JSON instead of tables: all documents.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Count(String source, String mapping, String reason) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        List<ParkedDocument> documents = new ArrayList<>();
        for (SourceSection source : sources.of(installation)) {
            ParkedDocument.list(installation.settings(source)).stream()
                    .filter(document -> mapping.isEmpty() || mapping.get().equals(document.mapping()))
                    .forEach(documents::add);
        }
        if (json) {
            JsonText.print(out, documents);
        } else if (documents.isEmpty()) {
            out.println("no document is parked");
        } else {
            print(out, documents);
        }
        return 0;
    }

    private void print(PrintWriter out, List<ParkedDocument> documents) {
        Map<Count, Integer> counts = new LinkedHashMap<>();
        TextTable table = new TextTable("source", "mapping", "key", "since", "reason");
        for (ParkedDocument document : documents) {
            counts.merge(new Count(document.source(), document.mapping(), document.reason()), 1, Integer::sum);
        }
        documents.stream()
                .limit(limit)
                .forEach(document -> table.add(
                        document.source(), document.mapping(), document.key(), document.since(), document.reason()));
        table.print(out);
        if (documents.size() > limit) {
            out.println((documents.size() - limit) + " more; --limit names more of them");
        }
        out.println();
        TextTable totals = new TextTable("source", "mapping", "documents", "reason");
        counts.forEach((count, number) ->
                totals.add(count.source(), count.mapping(), Integer.toString(number), count.reason()));
        totals.print(out);
    }
}
