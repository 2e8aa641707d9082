package yecai.bench.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.cdc.source.Server;

/** PostgreSQL's own load driver, where it is installed. */
final class Pgbench {
    private static final Pattern DONE = Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    private Pgbench() {}

    static boolean isThere() {
        try {
            return new ProcessBuilder("pgbench", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a prepared script, for longer if its clients take that long to connect; returns how many transactions were done. */
    static long run(Server server, String script, int clients, Duration time) throws IOException {
        Path file = Files.writeString(Files.createTempFile("yecai-bench", ".sql"), script);
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    "pgbench",
                    "-n",
                    "-M",
                    "prepared",
                    "-c",
                    Integer.toString(clients),
                    "-j",
                    "2",
                    "-T",
                    Long.toString(time.toSeconds()),
                    "-f",
                    file.toString(),
                    "-h",
                    "localhost",
                    "-p",
                    Integer.toString(server.port()),
                    "-U",
                    server.user(),
                    server.database()));
            builder.environment().put("PGPASSWORD", server.password());
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher done = DONE.matcher(output);
            Matcher failed = FAILED.matcher(output);
            if (process.waitFor() != 0
                    || !done.find()
                    || failed.find() && !failed.group(1).equals("0")) {
                throw new IOException("pgbench failed: " + output);
            }
            long transactions = Long.parseLong(done.group(1));
            return transactions > 0 ? transactions : run(server, script, clients, time.multipliedBy(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.delete(file);
        }
    }
}
