package yecai.cdc.capture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.Server;

/**
 * What the classes that Debezium makes by their names need to know of one reader. They find it by the engine's name.
 *
 * @param timeline of the log in which that position is known to be
 * @param committed gives the position that the hub has committed
 */
record LogFeed(
        Server erp,
        ErpOptions options,
        String slot,
        String publication,
        List<FollowedTable> tables,
        int timeline,
        LongSupplier committed,
        ChangeSink sink) {
    private static final Map<String, LogFeed> FEEDS = new ConcurrentHashMap<>();

    static void register(String engine, LogFeed feed) {
        FEEDS.put(engine, feed);
    }

    static void forget(String engine) {
        FEEDS.remove(engine);
    }

    static LogFeed of(String engine) {
        LogFeed feed = FEEDS.get(engine);
        if (feed == null) {
            throw new IllegalStateException("no reader is registered for engine " + engine);
        }
        return feed;
    }
}
