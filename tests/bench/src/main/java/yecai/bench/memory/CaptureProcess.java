package yecai.bench.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import yecai.cdc.Capture;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.PackLoader;

/** What runs in the process of a {@link MeasuredCapture}. */
public final class CaptureProcess {
    private static final AtomicLong PEAK = new AtomicLong();

    private CaptureProcess() {}

    /**
     * Reads its settings, captures, and answers each line until there are no more.
     *
     * @param failed is told if the capture fails
     */
    public static void serve(BufferedReader in, PrintStream out, Consumer<Throwable> failed) throws IOException {
        Properties properties = new Properties();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int tab = line.indexOf('\t');
            properties.setProperty(line.substring(0, tab), line.substring(tab + 1));
        }
        SourceSettings settings = new SourceSettings(
                properties.getProperty("source"),
                PackLoader.load(properties.getProperty("pack")),
                server(properties, "erp"),
                server(properties, "hub"));
        try (Capture capture = new Capture(settings)) {
            watchHeap();
            capture.start();
            capture.ended().whenComplete((nothing, failure) -> {
                if (failure != null) {
                    failed.accept(failure);
                }
            });
            out.println(MeasuredCapture.READY);
            while (in.readLine() != null) {
                out.println("heap " + PEAK.getAndSet(used()));
            }
        }
    }

    private static Server server(Properties properties, String name) {
        return new Server(
                properties.getProperty(name + ".url"),
                properties.getProperty(name + ".user"),
                properties.getProperty(name + ".password"));
    }

    private static void watchHeap() {
        Thread watch = new Thread(
                () -> {
                    while (true) {
                        PEAK.accumulateAndGet(used(), Math::max);
                        LockSupport.parkNanos(2_000_000L);
                    }
                },
                "heap");
        watch.setDaemon(true);
        watch.start();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
