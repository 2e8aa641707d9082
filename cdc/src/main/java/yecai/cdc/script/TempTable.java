package yecai.cdc.script;

/**
 * The rows of a temporary table that outlive the transaction: they are cleared before the table is used again. PostgreSQL would empty
 * all tables {@code on commit delete rows} at each commit that touches any of them, with their indexes, which takes longer than to
 * write a small transaction.
 */
public final class TempTable {
    private static final long FEW = 2_000;

    private final String name;
    private long rows;
    private long dead;

    /** @param name as it is in SQL */
    public TempTable(String name) {
        this.name = name;
    }

    /** Called when rows are inserted. */
    public void add(long inserted) {
        rows += inserted;
    }

    /** Adds to the script what clears it, if there may be rows: a few are deleted, so as not to make a new file each time. */
    public void clear(Script script) {
        if (rows == 0) {
            return;
        }
        dead += rows;
        rows = 0;
        if (dead <= FEW) {
            script.add("delete from " + name);
        } else {
            script.add("truncate " + name);
            dead = 0;
        }
    }

    /** Called when a transaction was rolled back, which brings back what it had cleared. */
    public void forget() {
        rows = FEW + 1;
        dead = 0;
    }
}
