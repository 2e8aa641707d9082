package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.util.Locale;
import yecai.cdc.load.LoadProgress;

/** One line for each thing that happens, which suits a terminal and a log alike. */
record ProgressLines(String source, PrintWriter out) implements LoadProgress {
    @Override
    public void phase(String what) {
        out.println(source + ": " + what);
    }

    @Override
    public void copied(String table, long rows) {
        out.println(String.format(Locale.ROOT, "%s:   %s %,d rows", source, table, rows));
    }

    @Override
    public void advanced(Amount amount) {
        out.println(String.format(
                Locale.ROOT,
                "%s:   %,d rows, %,d of %,d MB, %,d rows/s, %,.1f MB/s%s",
                source,
                amount.rows(),
                amount.bytes() / 1_000_000,
                amount.expectedBytes() / 1_000_000,
                amount.rowsPerSecond(),
                amount.bytesPerSecond() / 1e6,
                amount.secondsLeft() < 0 ? "" : ", " + amount.secondsLeft() + " s left"));
        out.flush();
    }
}
