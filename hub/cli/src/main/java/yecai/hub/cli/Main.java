package yecai.hub.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/** The command line {@code yecai}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Charset charset = Charset.defaultCharset();
        int exitCode =
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments);
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code; {@code yecai help} lists them. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return RootCommand.commandLine()
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport())
                .execute(arguments);
    }
}
