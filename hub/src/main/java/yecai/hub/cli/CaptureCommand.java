package yecai.hub.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.Capture;
import yecai.cdc.SourceSettings;

/** Applies what changes in the ERPs, until it is told to stop. */
@Command(
        name = "capture",
        description = {
            "Applies each ERP's changes to the hub, whole transactions only, until SIGTERM or Ctrl-C.",
            "A source that fails is reported and does not stop the others; the command ends when none is left."
        },
        mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Mixin
    private LintGate lints;

    @Spec
    private CommandSpec spec;

    private final List<Capture> captures = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Integer call() {
        Installation installation = common.installation();
        installation.requireCurrentHub();
        lints.pass(installation.captureServer(), spec.commandLine().getErr());
        List<SourceSettings> settings =
                sources.of(installation).stream().map(installation::settings).toList();
        try (StopSignal signal = StopSignal.calling(this::stop)) {
            start(settings);
            awaitAll();
        }
        return 0;
    }

    private void start(List<SourceSettings> settings) {
        try {
            for (SourceSettings source : settings) {
                Capture capture = new Capture(source);
                capture.start();
                captures.add(capture);
            }
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
    }

    private void stop() {
        List.of(captures.toArray(Capture[]::new)).parallelStream().forEach(Capture::close);
    }

    private void awaitAll() {
        try {
            CompletableFuture.allOf(captures.stream().map(Capture::ended).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException ended) {
            if (ended.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw ended;
        }
    }
}
