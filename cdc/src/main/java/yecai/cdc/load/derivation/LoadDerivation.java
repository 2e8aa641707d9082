package yecai.cdc.load.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import yecai.cdc.code.SourceCodes;
import yecai.cdc.company.CompanyRegistration;
import yecai.cdc.company.SourceCompanies;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.derive.TableReadiness;
import yecai.cdc.mirror.MappingViews;
import yecai.cdc.mirror.ViewInputs;
import yecai.cdc.mirror.ViewsInTurn;
import yecai.cdc.setting.AppliedSettings;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.Mapping;

/** Makes the views and all canonical rows of a source that is being loaded, in the caller's transaction. */
public final class LoadDerivation {
    private final SourceSettings settings;
    private final Connection hub;
    private final Consumer<String> phase;

    /** @param phase is told when it begins */
    public LoadDerivation(SourceSettings settings, Connection hub, Consumer<String> phase) {
        this.settings = settings;
        this.hub = hub;
        this.phase = phase;
    }

    /** Derives from tables that are all there. */
    public void run() throws SQLException {
        phase.accept("deriving the canonical rows");
        adopt();
        MappingViews.create(hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema());
        derive(TableReadiness.AT_ONCE);
    }

    /** Derives with the views that are there. */
    public void deriveAll() throws SQLException {
        derive(TableReadiness.AT_ONCE);
    }

    /** Derives while tables are being copied: each mapping, in the pack's order, when the tables that it reads are there. */
    public void runBeside(RunningCopies copies, ViewInputs inputs) throws SQLException {
        adopt();
        ViewsInTurn views = ViewsInTurn.begin(
                hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema(), inputs);
        TableReadiness tables = new TableReadiness() {
            private boolean isTold;

            @Override
            public void await(Mapping mapping) throws SQLException {
                copies.await(inputs.tablesOf(mapping.name()));
                if (!isTold) {
                    isTold = true;
                    phase.accept("deriving the canonical rows");
                }
                views.make(mapping);
            }

            @Override
            public void awaitAll() throws SQLException {
                copies.rows();
                views.makeAll();
            }
        };
        for (Mapping mapping : settings.pack().mappings()) {
            if (CompanyRegistration.concerns(mapping)) {
                tables.await(mapping);
            }
        }
        derive(tables);
    }

    private void adopt() throws SQLException {
        AppliedSettings.adopt(hub, settings);
        SourceCompanies.adopt(hub, settings);
        SourceCodes.adoptAll(hub, settings.source());
    }

    private void derive(TableReadiness tables) throws SQLException {
        try {
            CompanyRegistration.register(hub, settings);
            new FullDerivation(hub, settings.source(), settings.mapSchema(), settings.pack())
                    .run(CompanyRegistration::isTaken, tables);
        } catch (SQLException e) {
            if (CompanyRegistration.isTaken(e)) {
                throw CompanyRegistration.taken(settings, e);
            }
            throw e;
        }
    }
}
