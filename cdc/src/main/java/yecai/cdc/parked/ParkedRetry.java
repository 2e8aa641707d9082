package yecai.cdc.parked;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import yecai.cdc.derive.ParkedKeys;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * Derives parked documents again, in one transaction, while no other process writes the source: a running capture is held for that
 * long, without one the source's lock is taken.
 */
public final class ParkedRetry {
    private final SourceSettings settings;

    public ParkedRetry(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Derives the parked documents again.
     *
     * @param mapping only those of this mapping; empty: all
     * @param key only the one with this derive key; empty: all
     * @throws YecaiException of kind CONFLICT if the capture cannot be held or another process writes the source; of kind PACK
     *     if the pack is another than the one that was loaded; of kind CONFIG if the pack has no such mapping
     */
    public RetryOutcome run(Optional<String> mapping, Optional<String> key) {
        mapping.ifPresent(this::requireMapping);
        try {
            return new HeldSource(settings, "yecai parked").write(hub -> retry(hub, mapping, key));
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB,
                    "deriving the parked documents of source " + settings.source() + " again failed: " + e.getMessage(),
                    e);
        }
    }

    private RetryOutcome retry(Connection hub, Optional<String> mapping, Optional<String> key) throws SQLException {
        int tried = new ParkedKeys(hub, settings.source(), settings.mapSchema(), settings.pack()).retry(mapping, key);
        try (PreparedStatement statement = hub.prepareStatement("select count(*) from hub.parked where source = ?")) {
            statement.setString(1, settings.source());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new RetryOutcome(tried, row.getLong(1));
            }
        }
    }

    private void requireMapping(String name) {
        if (settings.pack().findMapping(name).isEmpty()) {
            throw new YecaiException(
                    Kind.CONFIG,
                    "pack " + settings.pack().name() + " has no mapping " + name + "; `yecai parked list` names the"
                            + " mappings with parked documents");
        }
    }
}
