package yecai.hub.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import yecai.hub.cli.option.VerboseOption;
import yecai.sql.error.YecaiException;
import yecai.sql.text.Printable;

/** Says in one line why a command failed; the stack trace comes only with {@code --verbose}. */
final class FailureReport implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean verbose = command.getParseResult().hasMatchedOption(VerboseOption.NAME);
        err.println("yecai: " + Printable.lines(message(failure, verbose)));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return kind(failure).exitCode();
    }

    private static YecaiException.Kind kind(Exception failure) {
        return failure instanceof YecaiException known ? known.kind() : YecaiException.Kind.INTERNAL;
    }

    private static String message(Exception failure, boolean verbose) {
        if (failure instanceof YecaiException) {
            return failure.getMessage();
        }
        return "a defect of Yecai Hub: " + failure + (verbose ? "" : "; run again with --verbose for the stack trace");
    }
}
