package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Debezium's offset store, which only reads the position that the hub has committed. What the engine wants to store is
 * dropped: so it can neither resume nor acknowledge to the slot anything that is not in the hub. The two fields of the
 * position are all that Debezium may see; a full offset makes it skip rows of interleaved transactions at a restart.
 */
public final class PositionStore implements OffsetBackingStore {
    private LongSupplier position;

    @Override
    public void configure(WorkerConfig config) {
        position = LogFeed.of(config.originalsStrings().get("name")).committed();
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        long lsn = position.getAsLong();
        byte[] value = ("{\"lsn\":" + lsn + ",\"lsn_commit\":" + lsn + "}").getBytes(StandardCharsets.UTF_8);
        Map<ByteBuffer, ByteBuffer> positions = new HashMap<>();
        keys.forEach(key -> positions.put(key, ByteBuffer.wrap(value)));
        return CompletableFuture.completedFuture(positions);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
        return Set.of();
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
