package yecai.cdc.operation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import yecai.cdc.preflight.SlotLog;

/**
 * What the process that captures a source sees of it.
 *
 * @param transactions of the ERP that were committed in the hub since the process began
 * @param events row changes in them
 */
public record Vitals(Optional<SlotLog> log, long transactions, long events) {
    public Vitals {
        requireNonNull(log, "log is null");
    }
}
