package yecai.sql.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import yecai.sql.Waiting;
import yecai.sql.connection.FreePort;

/** A server with a data folder of its own, run with the program of an installation on this machine. */
final class InstalledServer implements TestServer {
    private final Path data;
    private final int port;
    private final Process process;
    private final Thread atExit = new Thread(this::stop);

    private InstalledServer(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static InstalledServer start(Path home, Map<String, String> settings) {
        try {
            Path data = Files.createTempDirectory("yecai-server");
            Path log = data.resolve("log");
            Process made = run(
                    log,
                    List.of(
                            home.resolve("bin/initdb").toString(),
                            "--auth=trust",
                            "--username=postgres",
                            "--encoding=UTF8",
                            "--no-sync",
                            data.resolve("data").toString()));
            if (made.waitFor() != 0) {
                throw new IOException("initdb of " + home + " failed: " + Files.readString(log));
            }
            int port = FreePort.find();
            List<String> command = new ArrayList<>(List.of(
                    home.resolve("bin/postgres").toString(),
                    "-D",
                    data.resolve("data").toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=")); // the installation's folder belongs to its own user
            settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
            InstalledServer server = new InstalledServer(data, port, run(log, command));
            server.awaitStart(home, log);
            return server;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server of " + home + " was starting", problem);
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace without root is what the embedded servers use, too. */
    private static Process run(Path log, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(command);
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitStart(Path home, Path log) throws IOException {
        Waiting.until("the server of " + home + " answers", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server of " + home + " ended: " + Files.readString(log));
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

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    /** At once and without a checkpoint: what it held is deleted. */
    private void stop() {
        try {
            new ProcessBuilder("sh", "-c", "kill -QUIT " + process.pid())
                    .start()
                    .waitFor();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }
}
