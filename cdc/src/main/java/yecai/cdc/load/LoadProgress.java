package yecai.cdc.load;

/** Is told how an initial load goes on; from several threads. */
public interface LoadProgress {
    /** A load whose progress nobody watches. */
    LoadProgress SILENT = new LoadProgress() {
        @Override
        public void phase(String what) {}

        @Override
        public void copied(String table, long rows) {}
    };

    /**
     * How much is copied, as {@code hub.load_progress} says.
     *
     * @param expectedRows the ERP's own estimate
     * @param bytes of the ERP's tables that are copied
     * @param secondsLeft at the rate of this run; -1 if that is not known yet
     */
    record Amount(
            long rows,
            long expectedRows,
            long bytes,
            long expectedBytes,
            long rowsPerSecond,
            long bytesPerSecond,
            long secondsLeft) {}

    /** A new phase starts, in plain words. */
    void phase(String what);

    /** A table is copied. */
    void copied(String table, long rows);

    /** So much is copied of all tables; told every few seconds. */
    default void advanced(Amount amount) {}
}
