package yecai.bench.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import yecai.bench.report.BenchReport;
import yecai.hub.demo.ServedDemo;

/**
 * How soon pages of the console begin while people click and the ERP works, and whether the capture suffers: the demo's ERP commits
 * steadily, in turns without and with people in front of the console. Each page must be whole, without a problem on it.
 */
public final class ConsoleBench {
    /**
     * What is measured.
     *
     * @param history transactions of the past months
     * @param rate transactions a second
     * @param people who click
     * @param pauseSeconds for which a person looks at a page, on average
     * @param rounds turns without people, and turns with them
     * @param turn how long each is
     */
    public record Settings(int history, double rate, int people, double pauseSeconds, int rounds, Duration turn) {}

    /** A turn's lag in milliseconds. */
    private record LagFigures(String turn, int round, double rate, double p50, double p95, double p99, int samples) {}

    private static final String ALONE = "nobody clicks";
    private static final String CLICKED = "people click";
    private static final int COMPANY_OF_EACH = 5;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final double PROMISED_MILLIS = 150;
    private static final int WARMING = 4;

    private final PrintStream out;
    private final Settings settings;
    private final Clicks clicks = new Clicks();
    private final List<LagFigures> lags = new ArrayList<>();

    private ConsoleBench(PrintStream out, Settings settings) {
        this.out = out;
        this.settings = settings;
    }

    /** Runs it, prints a table and writes {@code console.json} into the folder. */
    public static void run(PrintStream out, Settings settings, Path results) {
        try {
            new ConsoleBench(out, settings).run(results);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (SQLException problem) {
            throw new IllegalStateException("the benchmark failed: " + problem.getMessage(), problem);
        }
    }

    private void run(Path results) throws IOException, SQLException {
        try (ServedDemo demo = ServedDemo.start(settings.history())) {
            List<Person> people = new ArrayList<>();
            for (int i = 1; i <= settings.people(); i++) {
                String name = "bench_person_" + i;
                String link = demo.addPerson(name, i % COMPANY_OF_EACH == 0 ? "1000" : "*");
                people.add(Person.signIn(demo.url(), link, i));
            }
            out.println("warming up");
            demo.work(settings.rate());
            warmUp(people);
            double seconds = 0;
            for (int round = 1; round <= settings.rounds(); round++) {
                turn(demo, ALONE, round, List.of());
                seconds += turn(demo, CLICKED, round, people);
            }
            demo.rest();
            for (Person person : people) {
                person.close();
            }
            tell(seconds, results);
        }
    }

    /**
     * Each page has been seen by one after the other, since all at once would find all connections in use: programs are compiled,
     * plans and caches are as they are in the middle of a day.
     */
    private void warmUp(List<Person> people) throws IOException {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (Person person : people.subList(0, Math.min(WARMING, people.size()))) {
            person.visitAll(clicks);
        }
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        clicks.clear();
    }

    private double turn(ServedDemo demo, String name, int round, List<Person> people) {
        demo.lags().clear();
        long before = demo.committed();
        long start = System.nanoTime();
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> clicking = CompletableFuture.runAsync(
                () -> each(people, person -> person.goOn(clicks, settings.pauseSeconds(), isOver::get)));
        long end = start + settings.turn().toNanos();
        while (System.nanoTime() < end && !clicking.isCompletedExceptionally()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        isOver.set(true);
        clicking.join();
        demo.requireSound();
        double seconds = (System.nanoTime() - start) / 1e9;
        LagFigures lag = new LagFigures(
                name,
                round,
                rounded((demo.committed() - before) / seconds),
                rounded(demo.lags().percentile(50)),
                rounded(demo.lags().percentile(95)),
                rounded(demo.lags().percentile(99)),
                demo.lags().count());
        lags.add(lag);
        out.printf(
                Locale.ROOT,
                "  %-14s %6.0f tx/s   lag p50 %6.1f ms  p95 %6.1f ms  p99 %6.1f ms%n",
                name,
                lag.rate(),
                lag.p50(),
                lag.p95(),
                lag.p99());
        return seconds;
    }

    private void each(List<Person> people, java.util.function.Consumer<Person> work) {
        if (people.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            CompletableFuture.allOf(people.stream()
                            .map(person -> CompletableFuture.runAsync(() -> work.accept(person), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void tell(double seconds, Path results) throws IOException {
        BenchReport report = new BenchReport("console");
        report.setting("history", settings.history());
        report.setting("rate", settings.rate());
        report.setting("people", settings.people());
        report.setting("pauseSeconds", settings.pauseSeconds());
        report.setting("secondsOfATurn", settings.turn().toSeconds());
        report.setting("pagesPerSecond", rounded(clicks.count() / seconds));
        report.setting("unit", "milliseconds; firstByte from the click until the answer's first byte");
        List<Object> figures = new ArrayList<>(clicks.list());
        figures.addAll(lags);
        report.figures(figures);
        Person.NAMES.stream()
                .filter(page -> clicks.list().stream()
                        .noneMatch(clicked -> clicked.page().equals(page)))
                .forEach(page -> report.unavailable(page, "nobody found a link to it"));
        out.printf(
                Locale.ROOT,
                "%-42s %6s %9s %9s %9s %10s%n",
                "page",
                "clicks",
                "p50 ms",
                "p95 ms",
                "max ms",
                "whole p95");
        for (Clicks.PageFigures page : clicks.list()) {
            out.printf(
                    Locale.ROOT,
                    "%-42s %6d %9.1f %9.1f %9.1f %10.1f%s%n",
                    page.page(),
                    page.clicks(),
                    page.firstByte().p50(),
                    page.firstByte().p95(),
                    page.firstByte().max(),
                    page.whole().p95(),
                    page.firstByte().p95() > PROMISED_MILLIS ? "  over " + (int) PROMISED_MILLIS : "");
        }
        report.setting("refused", clicks.refused());
        out.printf(Locale.ROOT, "%.1f pages/s, %d refused%n", clicks.count() / seconds, clicks.refused());
        report.ratio("lagP50WithPeople/without", median(CLICKED, 50) / median(ALONE, 50));
        report.ratio("lagP95WithPeople/without", median(CLICKED, 95) / median(ALONE, 95));
        report.printRatios(out);
        out.println("written: " + report.write(results));
    }

    private double median(String turn, int percent) {
        return BenchReport.median(lags.stream()
                .filter(lag -> lag.turn().equals(turn))
                .map(lag -> percent == 50 ? lag.p50() : lag.p95())
                .sorted()
                .toList());
    }

    private static double rounded(double value) {
        return Math.round(10 * value) / 10.0;
    }
}
