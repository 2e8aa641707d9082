package yecai.hub.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A finished command. */
record Run(int exitCode, String out, String err) {
    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
