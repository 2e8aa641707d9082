package yecai.cdc.source;

/**
 * Sizes and intervals of a capture. The defaults fit a server with two cores.
 *
 * @param queueBytes most bytes of decoded changes that wait between reading and applying
 * @param chunkRows most rows that are written at once; a larger transaction is streamed in chunks of this size
 * @param chunkBytes most bytes of one chunk
 * @param batchMillis longest time that whole transactions are collected before they are committed together, while more
 *     are waiting
 * @param heartbeatMillis interval at which a mark is written into the ERP's log, so that the slot advances while the
 *     captured tables are quiet
 * @param apartEvents row changes from which on a batch is derived on a session of its own, while the next one is written into the
 *     mirrors; smaller ones are visible sooner in one transaction
 * @param loadWorkers connections that copy tables at the same time in the initial load
 */
public record CaptureTuning(
        long queueBytes,
        int chunkRows,
        long chunkBytes,
        int batchMillis,
        int heartbeatMillis,
        long apartEvents,
        int loadWorkers) {
    public CaptureTuning {
        requirePositive("queueBytes", queueBytes);
        requirePositive("chunkRows", chunkRows);
        requirePositive("chunkBytes", chunkBytes);
        requirePositive("batchMillis", batchMillis);
        requirePositive("heartbeatMillis", heartbeatMillis);
        requirePositive("apartEvents", apartEvents);
        requirePositive("loadWorkers", loadWorkers);
    }

    public static CaptureTuning defaults() {
        return new CaptureTuning(32 << 20, 50_000, 16 << 20, 200, 500, 5_000, 2);
    }

    /** The same, but that no batch is derived on a session of its own. */
    public CaptureTuning inOneSession() {
        return new CaptureTuning(
                queueBytes, chunkRows, chunkBytes, batchMillis, heartbeatMillis, Long.MAX_VALUE, loadWorkers);
    }

    private static void requirePositive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
    }
}
