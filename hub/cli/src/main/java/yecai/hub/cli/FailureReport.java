package yecai.hub.cli;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import yecai.hub.cli.option.VerboseOption;
import yecai.sql.error.YecaiException;
import yecai.sql.text.Printable;

/** Says in one line, or in one JSON object of the log, why a command failed; the stack trace comes only with {@code --verbose}. */
final class FailureReport implements CommandLine.IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger("yecai");

    private final LogFormat format;

    FailureReport(LogFormat format) {
        this.format = format;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean verbose = command.getParseResult().hasMatchedOption(VerboseOption.NAME);
        String message = Printable.lines(message(failure, verbose));
        if (format == LogFormat.JSON) {
            LOG.error(message, verbose ? failure : null);
        } else {
            err.println("yecai: " + message);
            if (verbose) {
                failure.printStackTrace(err);
            }
            err.flush();
        }
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
