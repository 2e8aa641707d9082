package yecai.peers;

import io.debezium.engine.DebeziumEngine;
import java.util.function.BooleanSupplier;

/** Says why an engine ended, if nobody stopped it. */
final class EngineEnd {
    private EngineEnd() {}

    static DebeziumEngine.CompletionCallback told(BooleanSupplier isClosing) {
        return (success, message, error) -> {
            if (!success && !isClosing.getAsBoolean()) {
                System.err.println("Debezium's engine ended: " + message + (error == null ? "" : ": " + error));
            }
        };
    }
}
