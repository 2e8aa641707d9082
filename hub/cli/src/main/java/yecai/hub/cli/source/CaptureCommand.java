package yecai.hub.cli.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.Capture;
import yecai.cdc.CaptureDesk;
import yecai.cdc.CaptureMetrics;
import yecai.cdc.operation.OperationDesk;
import yecai.cdc.reconcile.ScrubSettings;
import yecai.cdc.reconcile.Scrubber;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.ApiSection.Address;
import yecai.hub.cli.config.ScrubSection;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.AddressConverter;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.option.StopSignal;

/** Applies what changes in the ERPs, until it is stopped. */
@Command(
        name = "capture",
        description = {
            "Applies each ERP's changes to the hub, whole transactions only, until SIGTERM or Ctrl-C.",
            "Compares them with the ERP in the background, as the configuration says, and each second ends the sessions",
            "of readers that keep what was revoked or hold what others wait for.",
            "A source that fails is reported and does not stop the others; the command ends when none is left.",
            "Of several processes that capture a source only one does; the others end, or wait with --standby."
        },
        mixinStandardHelpOptions = true)
public final class CaptureCommand implements Callable<Integer> {
    private static final Duration SCRUB_PAUSE = Duration.ofMinutes(1);

    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Mixin
    private LintGate lints;

    @Option(
            names = "--standby",
            description = "Where another process captures a source, wait, and take over within ten seconds of its end,"
                    + " its being paused or cut off; wait again when another takes over.")
    private boolean standby;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Keeps a file for Prometheus (a textfile collector's): state, transactions, restarts, and how"
                    + " much of its log each ERP keeps.")
    private Optional<Path> metrics = Optional.empty();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description =
                    "Serves the same figures over HTTP at /metrics, and /health/live and /health/ready, which is 503"
                            + " while a source is neither captured nor stood by for. Without sign-in: for operators only.")
    private Optional<Address> admin = Optional.empty();

    @Spec
    private CommandSpec spec;

    private final List<Scrubber> scrubbers = Collections.synchronizedList(new ArrayList<>());
    private final List<OperationDesk> desks = Collections.synchronizedList(new ArrayList<>());
    private final List<Capture> captures = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Integer call() {
        Installation installation = common.installation();
        installation.requireCurrentHub();
        lints.pass(installation.captureServer(), spec.commandLine().getErr());
        List<SourceSection> selected = sources.of(installation);
        List<SourceSettings> settings =
                selected.stream().map(installation::settings).toList();
        try (StopSignal signal = StopSignal.calling(this::stop);
                StaleSessions stale = StaleSessions.start(installation.captureServer())) {
            start(settings);
            for (int i = 0; i < settings.size(); i++) {
                desks.add(CaptureDesk.open(settings.get(i), captures.get(i)));
                scrubbers.add(Scrubber.start(
                        settings.get(i), scrub(selected.get(i).scrub()), SCRUB_PAUSE, captures.get(i)::isStreaming));
            }
            awaitAll(installation.captureServer(), selected);
        }
        return 0;
    }

    private void start(List<SourceSettings> settings) {
        try {
            for (SourceSettings source : settings) {
                Capture capture = standby ? Capture.standingBy(source) : new Capture(source);
                capture.start();
                captures.add(capture);
            }
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
    }

    private static ScrubSettings scrub(ScrubSection section) {
        return new ScrubSettings(
                section.percent() / 100.0,
                section.every(),
                section.hoursOff().map(hours -> new ScrubSettings.HoursOff(hours.from(), hours.to())));
    }

    private void stop() {
        List.of(desks.toArray(OperationDesk[]::new)).parallelStream().forEach(OperationDesk::close);
        List.of(scrubbers.toArray(Scrubber[]::new)).parallelStream().forEach(Scrubber::close);
        List.of(captures.toArray(Capture[]::new)).parallelStream().forEach(Capture::close);
    }

    private void awaitAll(Server hub, List<SourceSection> selected) {
        Map<String, CaptureMetrics> figures = new LinkedHashMap<>();
        for (int i = 0; i < selected.size(); i++) {
            figures.put(selected.get(i).name(), captures.get(i).metrics());
        }
        try (CaptureFigures kept = CaptureFigures.keep(hub, figures, metrics, admin)) {
            kept.findUrl().ifPresent(url -> spec.commandLine().getOut().println("health and metrics at " + url));
            CompletableFuture.allOf(captures.stream().map(Capture::ended).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException ended) {
            throw ended.getCause() instanceof RuntimeException failure ? failure : ended;
        }
    }
}
