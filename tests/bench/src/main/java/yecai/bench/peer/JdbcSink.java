package yecai.bench.peer;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import yecai.cdc.source.Server;

/**
 * Debezium's JDBC sink behind its PostgreSQL connector, from the module {@code tests/peers}, in a class loader of its own. Where that
 * is not built, it is unavailable.
 */
public final class JdbcSink implements AutoCloseable {
    /** Where the module's jar lies, with its libraries in {@code lib}. */
    static final String PROPERTY = "yecai.peers";

    private static final String PIPE = "yecai.peers.JdbcSinkPipe";
    private static final String NOTHING = "yecai.peers.EngineIntoNothing";
    private static ClassLoader loader;

    private final AutoCloseable pipe;

    private JdbcSink(AutoCloseable pipe) {
        this.pipe = pipe;
    }

    /** Says why it cannot run; null if it can. */
    public static String obstacle() {
        String folder = System.getProperty(PROPERTY);
        return folder != null && Files.isRegularFile(Path.of(folder, "yecai-peers.jar"))
                ? null
                : "the module tests/peers is not built: run `mvn -q -DskipTests package -pl tests/peers -am`";
    }

    /** The connector's settings, with batches and queues as large as help it. */
    public static Map<String, String> sourceSettings(
            Server erp, String slot, String publication, List<String> tables, String snapshotMode) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("name", slot);
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("topic.prefix", "peer");
        settings.put("database.hostname", "localhost");
        settings.put("database.port", String.valueOf(erp.port()));
        settings.put("database.dbname", erp.database());
        settings.put("database.user", erp.user());
        settings.put("database.password", erp.password());
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", slot);
        settings.put("publication.name", publication);
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("table.include.list", String.join(",", tables));
        settings.put("snapshot.mode", snapshotMode);
        settings.put("snapshot.max.threads", "2");
        settings.put("snapshot.fetch.size", "10240");
        settings.put("max.batch.size", "8192");
        settings.put("max.queue.size", "32768");
        settings.put("poll.interval.ms", "10");
        settings.put("tombstones.on.delete", "false");
        settings.put("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.put("offset.flush.interval.ms", "1000");
        return settings;
    }

    /** The settings without what is secret. */
    public static Map<String, String> shown(Map<String, String> settings) {
        Map<String, String> shown = new LinkedHashMap<>(settings);
        shown.keySet().removeIf(name -> name.endsWith("password"));
        return shown;
    }

    /** The sink's settings: upserts in large batches, several rows to a statement, into tables that are there. */
    public static Map<String, String> sinkSettings(Server target) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("name", "peer-sink");
        settings.put("connection.url", target.url() + "?reWriteBatchedInserts=true");
        settings.put("connection.username", target.user());
        settings.put("connection.password", target.password());
        settings.put("insert.mode", "upsert");
        settings.put("delete.enabled", "true");
        settings.put("primary.key.mode", "record_key");
        settings.put("schema.evolution", "none");
        settings.put("collection.name.format", "${source.table}");
        settings.put("batch.size", "8192");
        settings.put("use.reduction.buffer", "true");
        return settings;
    }

    public static JdbcSink start(Map<String, String> source, Map<String, String> sink) throws IOException {
        return start(PIPE, Map.class, source, sink);
    }

    /** Starts the connector alone, whose rows are counted and dropped. */
    public static JdbcSink startIntoNothing(Map<String, String> source, AtomicLong seen) throws IOException {
        return start(NOTHING, AtomicLong.class, source, seen);
    }

    private static JdbcSink start(String name, Class<?> secondType, Map<String, String> source, Object second)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(loader());
            Object started = loader().loadClass(name)
                    .getMethod("start", Map.class, secondType)
                    .invoke(null, source, second);
            return new JdbcSink((AutoCloseable) started);
        } catch (InvocationTargetException problem) {
            throw new IllegalStateException("Debezium did not start", problem.getCause());
        } catch (ReflectiveOperationException problem) {
            throw new IllegalStateException(
                    "the module tests/peers does not fit this program: build it again", problem);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static synchronized ClassLoader loader() throws IOException {
        if (loader == null) {
            Path folder = Path.of(System.getProperty(PROPERTY));
            List<URL> jars = new ArrayList<>();
            jars.add(folder.resolve("yecai-peers.jar").toUri().toURL());
            try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
                for (Path library : libraries.sorted().toList()) {
                    jars.add(library.toUri().toURL());
                }
            }
            loader = new URLClassLoader("peers", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        }
        return loader;
    }

    @Override
    public void close() {
        try {
            pipe.close();
        } catch (Exception problem) {
            throw new IllegalStateException("Debezium's JDBC sink did not stop", problem);
        }
    }
}
