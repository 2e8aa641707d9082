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

    /** A new phase starts, in plain words. */
    void phase(String what);

    /** A table is copied. */
    void copied(String table, long rows);
}
