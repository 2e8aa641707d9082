package yecai.hub.cli.rates;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.WriterOptions;

/** Rates as a file. */
@Command(
        name = "export",
        description = "Prints the rates that hold as a file for `import`.",
        mixinStandardHelpOptions = true)
final class RatesExportCommand implements Callable<Integer> {
    private static final String RATES = """
            select concat_ws(',', r.from_currency, r.to_currency, r.rate_type, r.valid_on, r.rate)
            from finance.group_rate as r
            where r.superseded_at = 'infinity'
            order by r.from_currency, r.to_currency, r.rate_type, r.valid_on
            """;

    @Mixin
    private WriterOptions writer;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> rates = writer.asWriter(
                hub -> hub.createQuery(RATES).mapTo(String.class).list());
        out.println("from_currency,to_currency,rate_type,valid_on,rate");
        rates.forEach(out::println);
        out.flush();
        return 0;
    }
}
