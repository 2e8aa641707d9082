package yecai.cdc.derive;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.cdc.derive.touch.BatchTransactions;
import yecai.cdc.progress.SourceState;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/**
 * Derives parked documents again, from the mirror as it is. Works in the caller's transaction; the caller must be the only
 * one who writes the source, and commits. What fails again is parked again with its new reason.
 */
public final class ParkedKeys {
    private final Connection hub;
    private final String source;
    private final String mapSchema;
    private final Pack pack;

    /** @param hub a connection without autocommit */
    public ParkedKeys(Connection hub, String source, String mapSchema, Pack pack) {
        this.hub = requireNonNull(hub, "hub is null");
        this.source = requireNonNull(source, "source is null");
        this.mapSchema = requireNonNull(mapSchema, "mapSchema is null");
        this.pack = requireNonNull(pack, "pack is null");
    }

    /**
     * Derives the documents that are parked now.
     *
     * @param mapping only this mapping's; empty: all
     * @param key only the document with this derive key; empty: all
     * @return the number of documents that were derived again, whether or not they are parked again
     */
    public int retry(Optional<String> mapping, Optional<String> key) throws SQLException {
        // the statements of a derivation look up which transaction of the ERP caused it: none did
        BatchTransactions.createEmpty(hub);
        try (Statement statement = hub.createStatement()) {
            statement.execute("set local jit = off");
        }
        Parking parking = new Parking(hub, source);
        int tried = 0;
        for (int i = 0; i < pack.mappings().size(); i++) {
            Mapping candidate = pack.mappings().get(i);
            if (mapping.isPresent() && !mapping.get().equals(candidate.name())) {
                continue;
            }
            List<Map.Entry<String, Integer>> keys = release(candidate, key);
            if (!keys.isEmpty()) {
                List<String> columns = MappingColumns.read(hub, mapSchema, candidate);
                parking.deriveOrPark(candidate, DeriveSql.of(source, mapSchema, candidate, i, columns), keys);
                tried += keys.size();
            }
        }
        if (tried > 0) {
            SourceState.countRewrite(hub, source);
        }
        return tried;
    }

    private List<Map.Entry<String, Integer>> release(Mapping mapping, Optional<String> key) throws SQLException {
        List<Map.Entry<String, Integer>> keys = new ArrayList<>();
        try (PreparedStatement statement = hub.prepareStatement("""
                delete from hub.parked where source = ? and mapping = ? and derive_key = coalesce(?, derive_key)
                returning derive_key
                """)) {
            statement.setString(1, source);
            statement.setString(2, mapping.name());
            statement.setString(3, key.orElse(null));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(new SimpleEntry<>(rows.getString(1), 0));
                }
            }
        }
        return keys;
    }
}
