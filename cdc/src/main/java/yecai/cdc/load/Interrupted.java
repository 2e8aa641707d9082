package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.PackDigest;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Finds out whether a load was interrupted and can go on: same ERP, same pack, same tables, and the slot still there. */
final class Interrupted {
    private static final Logger LOG = LoggerFactory.getLogger(Interrupted.class);

    private final SourceSettings settings;
    private final LoadLedger ledger;

    Interrupted(SourceSettings settings, LoadLedger ledger) {
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Returns the position at which the copied tables stand; empty if there is nothing to go on with. */
    Optional<Long> findPosition(Connection hub) throws SQLException {
        Optional<Long> position = ledger.findPosition(hub);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> obstacle = obstacle(hub, position.get());
        obstacle.ifPresent(reason ->
                LOG.warn("the interrupted load of {} cannot go on and starts over: {}", settings.source(), reason));
        return obstacle.isPresent() ? Optional.empty() : position;
    }

    private Optional<String> obstacle(Connection hub, long position) throws SQLException {
        SourceState state = SourceState.find(hub, settings.source()).orElseThrow();
        if (!PackDigest.of(settings.pack()).equals(state.packVersion())) {
            return Optional.of("the pack was changed");
        }
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source())) {
            if (!Preflight.systemIdentifier(erp).equals(state.systemIdentifier())) {
                return Optional.of("the ERP is another database");
            }
            Optional<String> slot = slotObstacle(erp, position);
            return slot.isPresent() || haveSameShape(erp, hub) ? slot : Optional.of("a table of the ERP was changed");
        }
    }

    private Optional<String> slotObstacle(Connection erp, long position) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement("""
                select s.active, coalesce(s.wal_status, 'lost') = 'lost', s.confirmed_flush_lsn::text
                from pg_replication_slots as s where s.slot_name = ? and s.database = current_database()
                """)) {
            statement.setString(1, settings.slot());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.of("slot " + settings.slot() + " is gone");
                }
                if (row.getBoolean(1)) {
                    throw new YecaiException(
                            Kind.CONFLICT,
                            "slot " + settings.slot()
                                    + " of the interrupted load is still in use at the ERP; try again");
                }
                if (row.getBoolean(2) || row.getString(3) == null || Lsn.parse(row.getString(3)) > position) {
                    return Optional.of(
                            "slot " + settings.slot() + " no longer holds the log from " + Lsn.text(position));
                }
                return Optional.empty();
            }
        }
    }

    private boolean haveSameShape(Connection erp, Connection hub) throws SQLException {
        List<FollowedTable> known = new TableRegister(hub, settings.source(), settings.mirrorSchema()).list();
        List<Survey.Found> found = Survey.read(erp, settings.pack().tables()).stream()
                .filter(candidate -> !candidate.isRefused())
                .toList();
        if (known.size() != found.size() || known.stream().anyMatch(FollowedTable::isStopped)) {
            return false;
        }
        for (Survey.Found candidate : found) {
            MirrorTable now = SourceCatalog.read(erp, candidate.spec(), candidate.columns(), settings.mirrorSchema());
            List<String> types = SourceShape.find(erp, candidate.spec().quotedSource())
                    .orElseThrow()
                    .typesOf(now.columns().stream().map(column -> column.name()).toList());
            if (known.stream()
                    .noneMatch(
                            table -> table.table().equals(now) && table.types().equals(types))) {
                return false;
            }
        }
        return true;
    }
}
