package yecai.hub.cli.source;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.CaptureMetrics;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.source.Server;
import yecai.hub.api.AdminServer;
import yecai.hub.cli.config.ApiSection.Address;
import yecai.hub.cli.text.MetricsFile;
import yecai.sql.error.YecaiException;

/**
 * The figures of captures for Prometheus, over HTTP and as a file. What only the hub knows of a source (its lag, what is parked,
 * what differs) is asked of it every five seconds; an unknown figure is NaN, never zero.
 */
final class CaptureFigures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFigures.class);
    private static final long EVERY_SECONDS = 5;

    private final Server hub;
    private final Map<String, CaptureMetrics> captures;
    private final Optional<Path> file;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge states = MultiGauge.builder("yecai.capture.state.since")
            .description("Since when each source is in its state.")
            .baseUnit("seconds")
            .register(registry);
    private final Optional<AdminServer> admin;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Map<String, SourceStatus> statuses = Map.of();

    private CaptureFigures(
            Server hub, Map<String, CaptureMetrics> captures, Optional<Path> file, Optional<Address> address) {
        this.hub = hub;
        this.captures = captures;
        this.file = file;
        this.admin = address.map(one -> new AdminServer(one.host(), one.port(), this::text, this::findUnready));
        captures.forEach(this::register);
    }

    /**
     * Starts to keep them, in a file and at an address if these are named.
     *
     * @param captures by the names of their sources
     * @throws YecaiException of kind CONFIG if the file cannot be written or the address not be listened on
     */
    static CaptureFigures keep(
            Server hub, Map<String, CaptureMetrics> captures, Optional<Path> file, Optional<Address> address) {
        CaptureFigures figures = new CaptureFigures(hub, captures, file, address);
        figures.admin.ifPresent(AdminServer::start);
        file.ifPresent(path -> MetricsFile.write(path, figures.text()));
        Thread thread = new Thread(figures::work, "yecai-metrics");
        thread.setDaemon(true);
        thread.start();
        return figures;
    }

    /** Returns the address of health and metrics, without a path; empty if none was named. */
    Optional<String> findUrl() {
        return admin.map(AdminServer::url);
    }

    /** Returns all figures in Prometheus's text format. */
    private String text() {
        states.register(
                captures.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of(
                                        "source",
                                        one.getKey(),
                                        "state",
                                        lower(one.getValue().phase())),
                                () -> seconds(one.getValue().phaseSince())))
                        .collect(Collectors.toList()),
                true);
        return registry.scrape();
    }

    /** Names the sources that this process neither captures nor stands by for; empty if there are none. */
    private Optional<String> findUnready() {
        List<String> unready = captures.entrySet().stream()
                .filter(one -> one.getValue().phase() != Phase.STREAMING
                        && one.getValue().phase() != Phase.STANDBY)
                .map(one -> one.getKey() + " is " + lower(one.getValue().phase()))
                .toList();
        return unready.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", unready));
    }

    @Override
    public void close() {
        closing.countDown();
        admin.ifPresent(AdminServer::close);
    }

    private void work() {
        try {
            do {
                ask();
                file.ifPresent(this::write);
            } while (!closing.await(EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try (Connection connection = hub.open("yecai capture, figures")) {
            statuses = SourceStatus.list(connection, List.copyOf(captures.keySet())).stream()
                    .collect(Collectors.toMap(SourceStatus::source, Function.identity()));
        } catch (SQLException | RuntimeException problem) {
            statuses = Map.of();
            LOG.debug("the hub cannot be asked for figures", problem);
        }
    }

    private void write(Path path) {
        try {
            MetricsFile.write(path, text());
        } catch (YecaiException problem) {
            LOG.warn(problem.getMessage());
        }
    }

    private void register(String source, CaptureMetrics figures) {
        count(source, "restarts", "Restarts for any reason.", figures, CaptureMetrics::restarts);
        count(source, "failures", "Attempts that failed.", figures, CaptureMetrics::failures);
        count(source, "transactions", "Transactions of the ERP in the hub.", figures, CaptureMetrics::transactions);
        count(source, "events", "Row changes in the hub.", figures, CaptureMetrics::events);
        gauge(source, "paused.tables", "Tables that wait for a decision.", figures::stoppedTables);
        gauge(
                source,
                "last.commit.seconds",
                "When the newest transaction was committed in the ERP.",
                () -> figures.lastCommittedAt() == null ? null : seconds(figures.lastCommittedAt()));
        gauge(
                source,
                "erp.log.kept.bytes",
                "Log that the ERP keeps for the source.",
                () -> figures.slotLog().map(log -> log.keptBytes()).orElse(null));
        gauge(
                source,
                "lag.bytes",
                "Log that the ERP has written and the hub has not confirmed.",
                () -> figures.slotLog().map(log -> log.behindBytes()).orElse(null));
        gauge(
                source,
                "erp.log.left.bytes",
                "How much more it keeps before the slot is lost.",
                () -> figures.slotLog().map(log -> log.leftBytes()).orElse(null));
        gauge(
                source,
                "erp.log.hours.left",
                "After how many hours it is lost if nothing is read.",
                () -> figures.slotLog().flatMap(log -> log.findHoursLeft()).orElse(null));
        registerOfHub(source);
    }

    private void registerOfHub(String source) {
        ofHub(source, "lag.seconds", "Age of the newest commit of the ERP that readers see.", SourceStatus::lagSeconds);
        ofHub(source, "parked.documents", "Documents that cannot be mapped now.", SourceStatus::parked);
        ofHub(
                source,
                "differing.tables",
                "Tables that differed from the ERP when they were last compared.",
                SourceStatus::differing);
        ofHub(
                source,
                "check.differences",
                "What the last check found.",
                status -> status.checkDifferences().size());
    }

    private void count(
            String source, String name, String help, CaptureMetrics figures, ToDoubleFunction<CaptureMetrics> figure) {
        FunctionCounter.builder("yecai.capture." + name, figures, figure)
                .description(help)
                .tag("source", source)
                .register(registry);
    }

    private void ofHub(String source, String name, String help, Function<SourceStatus, Number> figure) {
        gauge(
                source,
                name,
                help,
                () -> Optional.ofNullable(statuses.get(source)).map(figure).orElse(null));
    }

    private void gauge(String source, String name, String help, Supplier<Number> figure) {
        Gauge.builder("yecai.capture." + name, figure)
                .description(help)
                .tag("source", source)
                .register(registry);
    }

    private static String lower(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
