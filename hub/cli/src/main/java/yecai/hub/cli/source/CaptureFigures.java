package yecai.hub.cli.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.CaptureMetrics;
import yecai.cdc.preflight.SlotLog;
import yecai.hub.cli.text.MetricsFile;
import yecai.sql.error.YecaiException;

/** Writes the figures of captures into a file for Prometheus, every five seconds, until it is closed. */
final class CaptureFigures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFigures.class);
    private static final long EVERY_SECONDS = 5;

    private final Map<String, CaptureMetrics> captures;
    private final CountDownLatch closing = new CountDownLatch(1);

    private CaptureFigures(Map<String, CaptureMetrics> captures) {
        this.captures = captures;
    }

    /**
     * Starts to keep the file, if one is named.
     *
     * @param captures by the names of their sources
     * @throws YecaiException of kind CONFIG if it cannot be written
     */
    static CaptureFigures keep(Optional<Path> file, Map<String, CaptureMetrics> captures) {
        CaptureFigures figures = new CaptureFigures(captures);
        file.ifPresent(path -> {
            MetricsFile.write(path, figures.text());
            Thread thread = new Thread(() -> figures.work(path), "yecai-metrics");
            thread.setDaemon(true);
            thread.start();
        });
        return figures;
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void work(Path file) {
        try {
            while (!closing.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                write(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Path file) {
        try {
            MetricsFile.write(file, text());
        } catch (YecaiException problem) {
            LOG.warn(problem.getMessage());
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        add(text, "state_since_seconds", "gauge", "Since when each source is in its state.", figures -> null);
        captures.forEach((source, figures) -> text.append("yecai_capture_state_since_seconds{source=\"")
                .append(source)
                .append("\",state=\"")
                .append(figures.phase().name().toLowerCase(Locale.ROOT))
                .append("\"} ")
                .append(seconds(figures.phaseSince()))
                .append('\n'));
        add(text, "restarts_total", "counter", "Restarts for any reason.", CaptureMetrics::restarts);
        add(text, "failures_total", "counter", "Attempts that failed.", CaptureMetrics::failures);
        add(text, "transactions_total", "counter", "Transactions of the ERP in the hub.", CaptureMetrics::transactions);
        add(text, "events_total", "counter", "Row changes in the hub.", CaptureMetrics::events);
        add(text, "paused_tables", "gauge", "Tables that wait for a decision.", CaptureMetrics::stoppedTables);
        add(
                text,
                "last_commit_seconds",
                "gauge",
                "When the newest transaction was committed in the ERP.",
                figures -> figures.lastCommittedAt() == null ? null : seconds(figures.lastCommittedAt()));
        addOfSlot(text, "erp_log_kept_bytes", "Log that the ERP keeps for the source.", SlotLog::keptBytes);
        addOfSlot(text, "erp_log_left_bytes", "How much more it keeps before the slot is lost.", SlotLog::leftBytes);
        addOfSlot(
                text,
                "erp_log_hours_left",
                "After how many hours it is lost if nothing is read.",
                log -> log.findHoursLeft().orElse(null));
        return text.toString();
    }

    private void addOfSlot(StringBuilder text, String name, String help, Function<SlotLog, Number> figure) {
        add(text, name, "gauge", help, figures -> figures.slotLog().map(figure).orElse(null));
    }

    private void add(
            StringBuilder text, String name, String type, String help, Function<CaptureMetrics, Number> figure) {
        String metric = "yecai_capture_" + name;
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
        captures.forEach((source, figures) -> {
            Number value = figure.apply(figures);
            if (value != null) {
                text.append(metric)
                        .append("{source=\"")
                        .append(source)
                        .append("\"} ")
                        .append(value)
                        .append('\n');
            }
        });
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
