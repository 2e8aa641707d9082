package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableIdentities;
import yecai.cdc.shape.TableIdentity;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** Finds out whether a load was interrupted and can be resumed: same ERP, same pack, same tables, and the slot still there. */
final class LoadResume {
    private static final Logger LOG = LoggerFactory.getLogger(LoadResume.class);

    private final SourceSettings settings;
    private final LoadLedger ledger;

    LoadResume(SourceSettings settings, LoadLedger ledger) {
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Returns the position of the copied tables; empty if there is nothing to resume. */
    Optional<Long> findPosition(Connection hub) throws SQLException {
        Optional<Long> position = ledger.findPosition(hub);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> obstacle = obstacle(hub, position.get());
        obstacle.ifPresent(reason -> LOG.warn(
                "the interrupted load of {} cannot be resumed and starts over: {}", settings.source(), reason));
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
            Optional<String> log = StartCheck.findLogObstacle(erp, settings, state.timeline(), position);
            if (log.isPresent()) {
                return log;
            }
            Optional<String> slot = slotObstacle(erp, position);
            if (slot.isEmpty() && !haveSameShape(erp, hub)) {
                return Optional.of("a table of the ERP was changed");
            }
            SourceState.setTimeline(hub, settings.source(), StartCheck.timeline(erp));
            return slot;
        }
    }

    private record Slot(boolean isActive, boolean isLost, String confirmed) {
        boolean holds(long position) {
            return !isLost && confirmed != null && Lsn.parse(confirmed) <= position;
        }
    }

    private Optional<String> slotObstacle(Connection erp, long position) throws SQLException {
        Optional<Slot> slot = Handles.with(
                erp,
                handle -> handle.createQuery("""
                        select s.active, coalesce(s.wal_status, 'lost') = 'lost' as is_lost,
                            s.confirmed_flush_lsn::text as confirmed
                        from pg_replication_slots as s
                        where s.slot_name = :slot and s.database = current_database()
                        """)
                        .bind("slot", settings.slot())
                        .map((row, context) -> new Slot(
                                row.getBoolean("active"), row.getBoolean("is_lost"), row.getString("confirmed")))
                        .findOne());
        if (slot.isEmpty()) {
            return Optional.of("slot " + settings.slot() + " is gone");
        }
        if (slot.get().isActive()) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "slot " + settings.slot() + " of the interrupted load is still in use at the ERP; try again");
        }
        return slot.get().holds(position)
                ? Optional.empty()
                : Optional.of("slot " + settings.slot() + " no longer holds the log from " + Lsn.text(position));
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
            TableIdentity identity = TableIdentities.read(erp, settings.publication(), now);
            if (known.stream()
                    .noneMatch(table -> table.table().equals(now)
                            && table.types().equals(types)
                            && table.identity()
                                    .findChange(now, settings.publication(), identity, table.absent())
                                    .isEmpty())) {
                return false;
            }
        }
        return true;
    }
}
