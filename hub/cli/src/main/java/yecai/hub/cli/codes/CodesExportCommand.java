package yecai.hub.cli.codes;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.WriterOptions;

/** Prints the code map of a kind as a file that can be taken back. */
@Command(
        name = "export",
        description = "Prints the codes of one kind that are mapped now, as a file that `yecai codes import` takes.",
        mixinStandardHelpOptions = true)
final class CodesExportCommand implements Callable<Integer> {
    @Mixin
    private WriterOptions writer;

    @Parameters(index = "0", paramLabel = "KIND", description = "Kind of the codes, such as customer.")
    private String kind;

    @Option(names = "--source", paramLabel = "NAME", description = "Only those of this source.")
    private Optional<String> source;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Line> lines = writer.asWriter(hub -> hub.createQuery("""
                        select m.source, m.source_code, m.code, m.valid_from::text, m.valid_to::text, m.reason
                        from finance.code_map as m
                        where m.kind = :kind and m.source = coalesce(:source, m.source)
                        order by m.source, m.source_code, m.valid_from nulls first
                        """)
                .bind("kind", kind)
                .bind("source", source.orElse(null))
                .map(ConstructorMapper.of(Line.class))
                .list());
        out.println("source,source_code,code,valid_from,valid_to,reason");
        lines.forEach(line -> out.println(line.text()));
        return 0;
    }

    private record Line(
            String source, String sourceCode, String code, String validFrom, String validTo, String reason) {
        String text() {
            return Stream.of(source, sourceCode, code, validFrom, validTo, reason)
                    .map(CodesExportCommand::field)
                    .collect(Collectors.joining(","));
        }
    }

    private static String field(String value) {
        if (value == null) {
            return "";
        }
        String line = value.replaceAll("[\\r\\n]+", " ");
        return line.matches("[^\",]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
}
