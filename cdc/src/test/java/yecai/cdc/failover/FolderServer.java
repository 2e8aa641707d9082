package yecai.cdc.failover;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import yecai.sql.Waiting;
import yecai.sql.connection.FreePort;
import yecai.sql.servers.TestServer;

/** A server whose files a test copies, puts back, or starts a standby on. */
final class FolderServer implements TestServer {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Path data;
    private final int port;
    private final EmbeddedPostgres maker;
    private final SmallDisk disk;

    /**
     * @param maker made the folder, and removes it; null if it is a copy
     * @param disk what it has beside the folder, or null
     */
    private FolderServer(Path data, int port, EmbeddedPostgres maker, SmallDisk disk) {
        this.data = data;
        this.port = port;
        this.maker = maker;
        this.disk = disk;
    }

    /** Makes and starts one, with any settings beside what captures need. */
    static FolderServer create(int port, Map<String, String> settings) throws IOException {
        Path data = Files.createTempDirectory("yecai-folder");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPort(port)
                .setPGStartupWait(Waiting.PATIENCE)
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "60")
                .setServerConfig("max_replication_slots", "10")
                .setServerConfig("max_wal_senders", "10")
                .setServerConfig("min_wal_size", "32MB")
                .setServerConfig("max_wal_size", "64MB");
        settings.forEach(builder::setServerConfig);
        return new FolderServer(data, port, builder.start(), null);
    }

    /** Makes and starts one that has another disk for a tablespace. */
    static FolderServer create(SmallDisk disk) throws IOException, InterruptedException {
        FolderServer made = create(FreePort.find(), Map.of());
        made.stop();
        FolderServer server = new FolderServer(made.data, made.port, made.maker, disk);
        server.start();
        return server;
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    /** Stops it as an administrator does: sessions end, and standbys have received everything. */
    void stop() throws IOException, InterruptedException {
        end("INT");
    }

    /** Every process of the server ends at once, without a checkpoint. */
    void crash() throws IOException, InterruptedException {
        end("QUIT");
    }

    private void end(String signal) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
        ProcessHandle.of(pid)
                .ifPresent(process -> process.onExit()
                        .orTimeout(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join());
    }

    /** Starts it with the options that it had, or those of the server that it is a copy of. */
    void start() throws IOException {
        List<String> command = new ArrayList<>();
        if (disk != null) {
            command.addAll(disk.mounting());
        } else if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL does not run as root
            command.addAll(List.of("unshare", "-U"));
        }
        String options = Files.readString(data.resolve("postmaster.opts"));
        command.add(options.substring(0, options.indexOf(' ')));
        Matcher matcher = QUOTED.matcher(options);
        while (matcher.find()) {
            command.add(matcher.group(1));
        }
        command.set(command.indexOf("-D") + 1, data.toString());
        command.set(command.indexOf("-p") + 1, Integer.toString(port));
        Path log = Files.createTempFile("yecai-folder", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Waiting.until("the server in " + data + " answers", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server in " + data + " ended: " + Files.readString(log));
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

    /** The first column of a query's rows. */
    List<String> rows(String database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = open(database, "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Copies all files of the stopped server, and starts it again. */
    Path backup() throws IOException, InterruptedException {
        stop();
        Path copy = Files.createTempDirectory("yecai-backup");
        copy(data, copy, Set.of());
        start();
        return copy;
    }

    /** Puts such a copy in the place of the server's files. */
    void restore(Path backup) throws IOException, InterruptedException {
        stop();
        delete(data, true);
        copy(backup, data, Set.of());
        delete(backup, false);
        start();
    }

    /**
     * Starts a standby on a copy of the files of this running server, as pg_basebackup makes it.
     *
     * @param settings of its own
     */
    FolderServer standby(int standbyPort, Map<String, String> settings) throws IOException, SQLException {
        String slot = "standby_" + standbyPort;
        Path copy = Files.createTempDirectory("yecai-standby");
        try (Connection connection = open("postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_create_physical_replication_slot('" + slot + "', true)");
            statement.execute("select pg_backup_start('standby', true)");
            copy(data, copy, Set.of("postmaster.pid", "pg_wal", "pg_replslot"));
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                Files.writeString(copy.resolve("backup_label"), row.getString(1));
            }
        }
        StringBuilder text = new StringBuilder("primary_conninfo = 'host=127.0.0.1 port=" + port
                + " user=postgres dbname=postgres'\nprimary_slot_name = '" + slot + "'\nhot_standby_feedback = on\n");
        settings.forEach(
                (name, value) -> text.append(name).append(" = '").append(value).append("'\n"));
        Files.writeString(copy.resolve("postgresql.auto.conf"), text, StandardOpenOption.APPEND);
        Files.createFile(copy.resolve("standby.signal"));
        FolderServer standby = new FolderServer(copy, standbyPort, null, null);
        standby.start();
        return standby;
    }

    /** Copies a folder with the rights of its files, but for the contents of some files and folders of its own. */
    private static void copy(Path from, Path to, Set<String> without) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(folder));
                if (!Files.exists(target)) {
                    Files.createDirectory(target);
                }
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                return without.contains(from.relativize(folder).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!without.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException gone) {
                        // the running server has dropped it since the folder was listed
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        });
    }

    private static void delete(Path folder, boolean onlyContents) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!onlyContents || !file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Ends it if it runs, and removes its files. */
    @Override
    public void close() {
        try {
            if (Files.exists(data.resolve("postmaster.pid"))) {
                crash();
            }
            if (maker != null) {
                maker.close();
            } else {
                delete(data, false);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }
}
