package yecai.hub.event;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import yecai.sql.connection.Network;

/**
 * How events are delivered.
 *
 * @param key of which the keys of webhooks are made; empty: no webhooks
 * @param allowed private networks that webhooks may be sent to
 */
public record EventSettings(Optional<Key> key, List<String> allowed) {
    /** A secret of at least 32 bytes. */
    public record Key(byte[] bytes) {
        public Key {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "Key";
        }
    }

    public EventSettings {
        requireNonNull(key, "key is null");
        allowed = List.copyOf(allowed);
        allowed.forEach(Network::parse);
    }

    /** Events are numbered and read; nothing is sent. */
    public static EventSettings withoutWebhooks() {
        return new EventSettings(Optional.empty(), List.of());
    }
}
