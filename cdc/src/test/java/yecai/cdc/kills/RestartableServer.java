package yecai.cdc.kills;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.Waiting;
import yecai.sql.connection.FreePort;
import yecai.sql.servers.TestServer;

/** An embedded server that can be made to crash, and be started again on what is left. */
final class RestartableServer implements TestServer {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Path data;
    private final EmbeddedPostgres first;
    private Process again;

    private RestartableServer(Path data, EmbeddedPostgres first) {
        this.data = data;
        this.first = first;
    }

    static RestartableServer start() throws IOException {
        Path data = Files.createTempDirectory("yecai-kills");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPort(FreePort.find())
                .setPGStartupWait(Waiting.PATIENCE)
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "60")
                .setServerConfig("max_replication_slots", "10")
                .setServerConfig("max_wal_senders", "10")
                .start();
        return new RestartableServer(data, server);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return first.getPort();
    }

    /** Every process of the server ends at once, without a checkpoint. */
    void crash() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        new ProcessBuilder("sh", "-c", "kill -QUIT " + pid).start().waitFor();
        ProcessHandle.of(pid)
                .ifPresent(process -> process.onExit()
                        .orTimeout(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join());
    }

    /** Starts it, and waits until it answers. What is left of the crash may be in the way at first: then it is started once more. */
    void startAgain() throws IOException {
        Waiting.until("the server answers again", () -> {
            if (again == null || !again.isAlive()) {
                launch();
            }
            return answers();
        });
    }

    private boolean answers() {
        try {
            return version() > 0;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void launch() throws IOException {
        String options = Files.readString(data.resolve("postmaster.opts"));
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL does not run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(options.substring(0, options.indexOf(' ')));
        Matcher matcher = QUOTED.matcher(options);
        while (matcher.find()) {
            command.add(matcher.group(1));
        }
        again = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("again.log").toFile())
                .start();
    }

    @Override
    public void close() {
        try {
            if (again != null && again.isAlive()) {
                crash();
            }
            first.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }
}
