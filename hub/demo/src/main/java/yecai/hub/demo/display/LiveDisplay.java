package yecai.hub.demo.display;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import yecai.cdc.source.Server;
import yecai.hub.demo.prove.Proof;

/**
 * Shows business going through, as finance sees it: a table that renews itself on a terminal, else a line every few
 * seconds. Reads the finance views with a finance login.
 */
public final class LiveDisplay implements AutoCloseable {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A row that is too long for a narrow terminal is cut: wrapped, it would take a second line, and leave it behind. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean table;
    private final String source;
    private final LongSupplier erpTransactions;
    private final Lags lags;
    private final Supplier<Proof> proof;
    private final Supplier<Map<String, Long>> steps;
    private final Connection finance;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "yecai-demo-display");
        thread.setDaemon(true);
        return thread;
    });
    private final long start = System.nanoTime();
    private final long firstErp;
    private long lastTime = start;
    private long lastErp;
    private long lastApplied;
    private int lines;

    public LiveDisplay(
            PrintStream out,
            boolean table,
            Server login,
            String source,
            LongSupplier erpTransactions,
            Lags lags,
            Supplier<Proof> proof,
            Supplier<Map<String, Long>> steps)
            throws SQLException {
        this.proof = proof;
        this.steps = steps;
        this.out = out;
        this.table = table;
        this.source = source;
        this.erpTransactions = erpTransactions;
        this.lags = lags;
        finance = FinanceReader.open(login, "yecai demo display");
        firstErp = erpTransactions.getAsLong();
        int seconds = table ? 1 : 5;
        clock.scheduleWithFixedDelay(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Shows the last state, and stops. */
    @Override
    public void close() throws SQLException {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show();
        finance.close();
    }

    private void show() {
        try {
            long now = System.nanoTime();
            long erp = erpTransactions.getAsLong() - firstErp;
            Figures figures = Figures.read(finance, source);
            double seconds = Math.max(1, now - lastTime) / (double) NANOS;
            String in = DisplayText.text("%,d (%.0f/s)", erp, (erp - lastErp) / seconds);
            String applied =
                    DisplayText.text("%,d (%.0f/s)", figures.applied(), (figures.applied() - lastApplied) / seconds);
            lastTime = now;
            lastErp = erp;
            lastApplied = figures.applied();
            Duration running = Duration.ofNanos(now - start);
            if (table) {
                draw(DisplayText.table(running, in, applied, figures, lags, proof.get(), steps.get()));
            } else {
                out.println(DisplayText.line(running, in, applied, figures, lags, proof.get()));
            }
        } catch (SQLException e) {
            out.println("the display cannot read the finance views: " + e.getMessage());
        }
    }

    private void draw(List<String> rows) {
        StringBuilder text = new StringBuilder(NO_WRAP).append(lines == 0 ? "" : "\u001b[" + lines + "A");
        rows.forEach(row -> text.append("\u001b[2K").append(row).append('\n'));
        lines = rows.size();
        out.print(text.append(WRAP));
        out.flush();
    }
}
