package yecai.hub.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import yecai.sql.error.YecaiException;

/** The command line {@code yecai}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Charset charset = Charset.defaultCharset();
        PrintWriter err = new PrintWriter(System.err, true, charset);
        int exitCode;
        try {
            FailureReport failures = new FailureReport(LogFormat.of(System.getenv()));
            exitCode = run(new PrintWriter(System.out, true, charset), err, failures, arguments);
        } catch (YecaiException problem) {
            err.println("yecai: " + problem.getMessage());
            exitCode = problem.kind().exitCode();
        }
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code; {@code yecai help} lists them. */
    static int run(PrintWriter out, PrintWriter err, FailureReport failures, String... arguments) {
        return RootCommand.commandLine()
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .execute(arguments);
    }
}
