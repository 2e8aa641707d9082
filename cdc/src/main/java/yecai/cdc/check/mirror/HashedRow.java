package yecai.cdc.check.mirror;

import java.util.List;

/**
 * A row of a captured table.
 *
 * @param hash of its captured columns
 * @param key the texts of its key columns
 */
public record HashedRow(long hash, List<String> key) {}
