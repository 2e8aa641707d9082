package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Debezium's offset store, which only reads the position that the hub has committed. What the engine wants to store is
 * dropped: so it can neither resume nor acknowledge to the slot anything that is not in the hub. The two fields of the
 * position are all that Debezium may see; a full offset makes it skip rows of interleaved transactions at a restart.
 *
 * <p>Debezium makes the store by its class name, so the positions are looked up by the engine's name.
 */
public final class PositionStore implements OffsetBackingStore {
    private static final Map<String, LongSupplier> POSITIONS = new ConcurrentHashMap<>();

    private LongSupplier position;

    static void register(String engine, LongSupplier position) {
        POSITIONS.put(engine, position);
    }

    static void forget(String engine) {
        POSITIONS.remove(engine);
    }

    @Override
    public void configure(WorkerConfig config) {
        String engine = config.originalsStrings().get("name");
        position = POSITIONS.get(engine);
        if (position == null) {
            throw new IllegalStateException("no position is registered for engine " + engine);
        }
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
