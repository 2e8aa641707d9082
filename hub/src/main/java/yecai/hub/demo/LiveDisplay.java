package yecai.hub.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import yecai.cdc.Server;
import yecai.hub.demo.prove.Proof;

/**
 * Shows business going through, as finance sees it: a table that renews itself on a terminal, else a line every few
 * seconds. Reads the finance views with a finance login.
 */
final class LiveDisplay implements AutoCloseable {
    private static final int WORDS_IN_A_ROW = 4;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

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

    LiveDisplay(
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
            String in = text("%,d (%.0f/s)", erp, (erp - lastErp) / seconds);
            String applied = text("%,d (%.0f/s)", figures.applied(), (figures.applied() - lastApplied) / seconds);
            lastTime = now;
            lastErp = erp;
            lastApplied = figures.applied();
            Duration running = Duration.ofNanos(now - start);
            if (table) {
                draw(running, in, applied, figures);
            } else {
                out.println(line(running, in, applied, figures));
            }
        } catch (SQLException e) {
            out.println("the display cannot read the finance views: " + e.getMessage());
        }
    }

    private String line(Duration running, String in, String applied, Figures figures) {
        StringBuilder text = new StringBuilder("%4d s  ERP %s, hub %s transactions; finance sees them after %s"
                .formatted(running.toSeconds(), in, applied, lagText()));
        for (Figures.Company company : figures.companies()) {
            text.append("; %s %s: cost %s, receivable %s"
                    .formatted(
                            company.company(), company.currency(), money(company.cost()), money(company.receivable())));
        }
        return text.append("; ").append(proofText()).toString();
    }

    private void draw(Duration running, String in, String applied, Figures figures) {
        List<String> rows = new ArrayList<>();
        rows.add("Yecai Hub, demo manufacturer      %d:%02d      Ctrl-C ends it"
                .formatted(running.toMinutes(), running.toSecondsPart()));
        rows.add("");
        rows.add("Transactions in the ERP      " + in);
        rows.add("Transactions in the hub      " + applied);
        rows.add("Finance sees a voucher after " + lagText());
        rows.add("No half transaction          " + proofText());
        rows.add("");
        List<String> done = BusinessWords.of(steps.get());
        for (int i = 0; i < done.size(); i += WORDS_IN_A_ROW) {
            rows.add(String.join(", ", done.subList(i, Math.min(i + WORDS_IN_A_ROW, done.size()))));
        }
        rows.add("");
        rows.add(row("company", "", "production cost", "in progress", "receivable", "unbilled"));
        BigDecimal[] group = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        for (Figures.Company company : figures.companies()) {
            rows.add(row(
                    company.company(),
                    company.currency(),
                    money(company.cost()),
                    money(company.workInProgress()),
                    money(company.receivable()),
                    money(company.unbilled())));
            group[0] = group[0].add(company.costReporting());
            group[1] = group[1].add(company.workInProgressReporting());
            group[2] = group[2].add(company.receivableReporting());
            group[3] = group[3].add(company.unbilledReporting());
        }
        rows.add(row("group", "CNY", money(group[0]), money(group[1]), money(group[2]), money(group[3])));
        StringBuilder text = new StringBuilder(lines == 0 ? "" : "\u001b[" + lines + "A");
        rows.forEach(row -> text.append("\u001b[2K").append(row).append('\n'));
        lines = rows.size();
        out.print(text);
        out.flush();
    }

    private String proofText() {
        Proof found = proof.get();
        long checks = found.invariantChecks().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        String text = text("%,d checks of invariants in %,d snapshots", checks, found.snapshots());
        return found.halfTransactionsSeen() == 0
                ? text + ", all hold"
                : text + ", BROKEN IN " + found.halfTransactionsSeen();
    }

    private String lagText() {
        return lags.count() == 0
                ? "–"
                : "%.0f ms (1 in 100: %.0f ms)".formatted(lags.recentPercentile(50), lags.recentPercentile(99));
    }

    private static String row(String company, String currency, String... amounts) {
        return "%-10s%-4s%18s%18s%18s%18s".formatted(company, currency, amounts[0], amounts[1], amounts[2], amounts[3]);
    }

    private static String money(BigDecimal amount) {
        return text("%,d", amount.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
