package yecai.hub.cli.codes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.WriterOptions;
import yecai.hub.cli.text.TextTable;
import yecai.sql.text.SqlLiteral;

/** Puts a file of codes into the code map, all of it or nothing. */
@Command(
        name = "import",
        description = {
            "Takes a file of codes of one kind, all of it or nothing. Its first line names its columns: source, source_code, code, and"
                    + " if you like valid_from, valid_to (the first day on which it no longer holds) and reason.",
            "What it says of a code takes the place of all that was said of it; a line without a code takes it away. Prints what it"
                    + " changes in the hub's rows, by period; a running capture brings that in, or `yecai codes apply`."
        },
        mixinStandardHelpOptions = true)
final class CodesImportCommand implements Callable<Integer> {
    @Mixin
    private WriterOptions writer;

    @Parameters(index = "0", paramLabel = "KIND", description = "Kind of the codes, such as customer.")
    private String kind;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file: values separated by commas, in UTF-8.")
    private Path file;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why they are mapped; noted in the audit.")
    private String reason;

    @Option(names = "--dry-run", description = "Only print what it would change.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    private record Answer(int lines, int changedCodes, boolean repeated) {}

    private record Moved(
            String source,
            String entity,
            String period,
            String codeBefore,
            String codeAfter,
            long rowCount,
            String amount) {}

    @Override
    public Integer call() {
        String answer = writer.load(
                file,
                "finance.load_codes(" + SqlLiteral.of(kind) + ", :csv, " + SqlLiteral.of(reason) + ", :key, " + dryRun
                        + ")::text");
        print(writer.asWriter(hub -> read(hub, answer)), writer.asWriter(hub -> readDifference(hub, answer)));
        return 0;
    }

    private static Answer read(Handle hub, String answer) {
        return hub.createQuery("""
                        select (a.answer ->> 'lines')::integer as lines,
                            (a.answer ->> 'changed_codes')::integer as changed_codes,
                            a.answer ->> 'repeated' is not null as repeated
                        from (select cast(:answer as jsonb)) as a (answer)
                        """)
                .bind("answer", answer)
                .map(ConstructorMapper.of(Answer.class))
                .one();
    }

    private static List<Moved> readDifference(Handle hub, String answer) {
        return hub.createQuery("""
                        select d.source, d.entity, d.period, d.code_before, d.code_after, d.row_count, d.amount::text
                        from jsonb_to_recordset(coalesce(cast(:answer as jsonb) -> 'difference', '[]')) as d (
                            source text, entity text, period text, code_before text, code_after text, row_count bigint,
                            amount numeric)
                        """)
                .bind("answer", answer)
                .map(ConstructorMapper.of(Moved.class))
                .list();
    }

    private void print(Answer answer, List<Moved> difference) {
        PrintWriter out = spec.commandLine().getOut();
        if (!difference.isEmpty()) {
            TextTable table = new TextTable("source", "table", "period", "code", "becomes", "rows", "amount");
            for (Moved moved : difference) {
                table.add(
                        moved.source(),
                        moved.entity(),
                        dash(moved.period()),
                        moved.codeBefore() == null ? "(parked)" : moved.codeBefore(),
                        moved.codeAfter() == null ? "(parked)" : moved.codeAfter(),
                        Long.toString(moved.rowCount()),
                        dash(moved.amount()));
            }
            table.print(out);
        }
        out.println(
                answer.repeated()
                        ? "done before: " + answer.lines() + " lines"
                        : (dryRun ? "would change " : "changed ") + answer.changedCodes() + " codes by "
                                + answer.lines() + " lines");
    }

    private static String dash(String text) {
        return text == null ? "-" : text;
    }
}
