package yecai.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A finished command. */
public record Run(int exitCode, String out, String err) {
    public static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(
                new PrintWriter(out, true), new PrintWriter(err, true), new FailureReport(LogFormat.TEXT), arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** Starts a command in a process of its own, whose output goes to the file. */
    static Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
