package yecai.bench.load;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.demo.server.EmbeddedServer;

/** PostgreSQL's own client programs: {@code pg_dump | psql}. They come with no embedded server, and must be as new as it is. */
final class DumpAndRestore {
    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private DumpAndRestore() {}

    /** Says why they cannot be used with a server of this version; empty if they can. */
    static Optional<String> obstacle(int serverMajor) {
        for (String program : List.of("pg_dump", "psql")) {
            Optional<Integer> major = major(program);
            if (major.isEmpty()) {
                return Optional.of("there is no " + program + " on PATH");
            }
            if (program.equals("pg_dump") && major.get() < serverMajor) {
                return Optional.of("pg_dump on PATH is version " + major.get() + ", which refuses a server of version "
                        + serverMajor);
            }
        }
        return Optional.empty();
    }

    /** Copies all tables whose names match, with their keys. */
    static void run(EmbeddedServer from, EmbeddedServer to, String database, String tables) throws IOException {
        ProcessBuilder dump = new ProcessBuilder("pg_dump", "--no-owner", "--no-publications", "--table", tables);
        ProcessBuilder restore = new ProcessBuilder(
                "psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--output", "/dev/null");
        dump.environment().putAll(from.adminEnvironment("postgres"));
        restore.environment().putAll(to.adminEnvironment(database));
        dump.redirectError(Redirect.INHERIT);
        restore.redirectError(Redirect.INHERIT).redirectOutput(Redirect.DISCARD);
        try {
            for (Process process : ProcessBuilder.startPipeline(List.of(dump, restore))) {
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("pg_dump | psql ended with " + process.exitValue());
                }
            }
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Integer> major(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            Matcher found = MAJOR.matcher(answer);
            return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
