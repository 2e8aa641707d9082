package yecai.cdc.parked;

/**
 * What a retry did.
 *
 * @param tried documents that were parked and derived again
 * @param parked documents of the source that are parked now, tried or not
 */
public record RetryOutcome(int tried, long parked) {}
