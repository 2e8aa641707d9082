package yecai.cdc.upgrade;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.code.SourceCodes;
import yecai.cdc.company.SourceCompanies;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.derivation.LoadDerivation;
import yecai.cdc.mirror.MappingViews;
import yecai.cdc.mirror.MirrorIndexes;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.MirrorTables;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.setting.AppliedSettings;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;

/**
 * Brings a loaded source to a newer version of its pack. Where the same tables and columns are captured, the mirror stays as it is,
 * and all canonical rows are derived again in one transaction: readers see those of the old version or of the new one. Else the source is
 * loaded again. No capture may run meanwhile; it continues from where the hub was.
 */
public final class PackUpgrade {
    private final SourceSettings settings;

    public PackUpgrade(SourceSettings settings) {
        this.settings = settings;
    }

    /**
     * Finds what it would do.
     *
     * @throws YecaiException of kind PACK if the pack is another one, or an older version, than what was loaded
     */
    public PackUpgradePlan plan() {
        try (Connection hub = settings.hub().open("yecai pack upgrade " + settings.source())) {
            return PackUpgradePlan.find(hub, settings);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Does it, if there is anything to do.
     *
     * @param requestedBy as the audit shows it
     * @return what was done
     * @throws YecaiException also of kind CONFLICT if a capture runs; of kind SOURCE that names what is missing at the ERP
     */
    public PackUpgradePlan run(LoadProgress progress, String requestedBy) {
        PackUpgradePlan plan = plan();
        if (!plan.isNeeded()) {
            return plan;
        }
        if (plan.copies()) {
            new InitialLoad(settings).startOver(progress);
            try (Connection hub = settings.hub().open("yecai pack upgrade " + settings.source())) {
                note(hub, plan, requestedBy);
            } catch (SQLException e) {
                throw failed(e);
            }
            return plan;
        }
        return derive(progress, requestedBy);
    }

    private PackUpgradePlan derive(LoadProgress progress, String requestedBy) {
        try (Connection hub = settings.hub().open("yecai pack upgrade " + settings.source())) {
            SourceLock.take(hub, settings.source());
            ApartDerivation.finish(hub, settings);
            Handles.use(hub, handle -> RawSql.execute(handle, TextForm.SETTINGS));
            hub.setAutoCommit(false);
            SourceState.keep(hub, settings.source());
            // nobody else writes the source from here on
            PackUpgradePlan plan = PackUpgradePlan.find(hub, settings);
            if (!plan.isNeeded() || plan.copies()) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "source " + settings.source() + " was loaded meanwhile: run `yecai pack upgrade` again");
            }
            progress.phase("deriving the canonical rows again");
            for (MirrorTable table : MirrorTables.list(hub, settings.source(), settings.mirrorSchema())) {
                MirrorIndexes.createMissing(hub, table, settings.pack().tables());
            }
            AppliedSettings.adopt(hub, settings);
            SourceCompanies.follow(hub, settings);
            SourceCodes.adoptAll(hub, settings.source());
            MappingViews.create(hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema());
            new LoadDerivation(settings, hub, progress::phase).deriveAll();
            Handles.use(
                    hub,
                    handle -> handle.createUpdate("update hub.source set pack_version = :digest where source = :source")
                            .bind("digest", PackDigest.of(settings.pack()))
                            .bind("source", settings.source())
                            .execute());
            // last of all: whoever writes the audit lets all others wait until it commits
            note(hub, plan, requestedBy);
            hub.commit();
            progress.phase("upgraded");
            return plan;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void note(Connection hub, PackUpgradePlan plan, String requestedBy) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery("""
                                select 1 from hub.record_pack_upgrade(:source, :before, :after, :tables, :requestedBy)
                                """)
                        .bind("source", settings.source())
                        .bind(
                                "before",
                                plan.loaded().version() + "+" + plan.loaded().digest())
                        .bind(
                                "after",
                                plan.configured().version() + "+"
                                        + plan.configured().digest())
                        .bindArray("tables", String.class, plan.tables())
                        .bind("requestedBy", requestedBy)
                        .mapTo(int.class)
                        .one());
    }

    private YecaiException failed(SQLException e) {
        return new YecaiException(
                Kind.HUB, "the pack of source " + settings.source() + " cannot be upgraded: " + e.getMessage(), e);
    }
}
