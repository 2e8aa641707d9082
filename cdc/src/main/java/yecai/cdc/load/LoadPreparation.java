package yecai.cdc.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.derive.CanonicalRows;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.preflight.Survey;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableIdentities;
import yecai.cdc.shape.TableIdentity;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** What must exist before a first copy: the source's record, empty mirrors of all tables that can be captured, the refusals. */
final class LoadPreparation {
    private static final Logger LOG = LoggerFactory.getLogger(LoadPreparation.class);

    private final SourceSettings settings;
    private final Connection hub;

    LoadPreparation(SourceSettings settings, Connection hub) {
        this.settings = settings;
        this.hub = hub;
    }

    /** The ERP's server and database, as the log's positions belong to them. */
    private record Erp(String version, String systemIdentifier, int timeline) {}

    private record Candidate(MirrorTable table, SourceShape shape, TableIdentity identity) {}

    /**
     * Prepares, and commits; what the hub had of the source is gone then.
     *
     * @return the mirrors, empty and without keys
     * @throws YecaiException of kind SOURCE if nothing can be captured
     */
    List<MirrorTable> run() throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        Erp server;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source())) {
            server = new Erp(version(erp), Preflight.systemIdentifier(erp), StartCheck.timeline(erp));
            for (Survey.Found found : Survey.read(erp, settings.pack().tables())) {
                refusals.addAll(found.refusals());
                if (!found.isRefused()) {
                    MirrorTable table = SourceCatalog.read(erp, found.spec(), found.columns(), settings.mirrorSchema());
                    candidates.add(new Candidate(
                            table,
                            SourceShape.find(erp, table.quotedSource()).orElseThrow(),
                            TableIdentities.read(erp, settings.publication(), table)));
                }
            }
        }
        Preflight.warnings(settings).forEach(warning -> LOG.warn("{}: {}", settings.source(), warning));
        noteSource(server);
        CanonicalRows.delete(hub, settings.source());
        noteRefusals(refusals);
        if (candidates.isEmpty()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "nothing of source " + settings.source() + " can be captured: "
                            + refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
        }
        List<MirrorTable> tables = candidates.stream().map(Candidate::table).toList();
        MirrorSchema.createTables(hub, settings.source(), settings.mapSchema(), tables);
        TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
        for (Candidate candidate : candidates) {
            register.noteShape(candidate.table(), candidate.shape());
            register.noteIdentity(candidate.table(), candidate.identity());
        }
        hub.commit();
        return tables;
    }

    private static String version(Connection erp) throws SQLException {
        try (Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version')")) {
            row.next();
            return row.getString(1);
        }
    }

    private void noteSource(Erp server) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        insert into hub.source
                            (source, pack, pack_version, state, slot, publication, system_identifier, server_version, timeline)
                        values
                            (:source, :pack, :digest, 'loading', :slot, :publication, :system, :version, :timeline)
                        on conflict (source) do update set
                            pack = excluded.pack, pack_version = excluded.pack_version,
                            state = 'loading', state_detail = null, state_since = clock_timestamp(),
                            slot = excluded.slot, publication = excluded.publication,
                            system_identifier = excluded.system_identifier, server_version = excluded.server_version,
                            timeline = excluded.timeline,
                            slot_restart = null, position = null, position_committed_at = null, load_position = null
                        """)
                        .bind("source", settings.source())
                        .bind("pack", settings.pack().name())
                        .bind("digest", PackDigest.of(settings.pack()))
                        .bind("slot", settings.slot())
                        .bind("publication", settings.publication())
                        .bind("system", server.systemIdentifier())
                        .bind("version", server.version())
                        .bind("timeline", server.timeline())
                        .execute());
    }

    private void noteRefusals(List<Refusal> refusals) throws SQLException {
        Handles.use(hub, handle -> {
            handle.createUpdate("delete from hub.refusal where source = :source")
                    .bind("source", settings.source())
                    .execute();
            for (Refusal refusal : refusals) {
                LOG.warn("{}: {}", settings.source(), refusal);
                handle.createUpdate("""
                                insert into hub.refusal (source, object, reason, remedy)
                                values (:source, :object, :reason, :remedy)
                                """)
                        .bind("source", settings.source())
                        .bind("object", refusal.name())
                        .bind("reason", refusal.reason())
                        .bind("remedy", refusal.remedy())
                        .execute();
            }
        });
    }
}
