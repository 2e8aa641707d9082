package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;

/**
 * A slot that the ERP's standbys may keep, too ({@code sync_replication_slots}), so that the capture goes on at the one that is
 * promoted. Servers before PostgreSQL 17 have none.
 */
public final class FailoverSlot {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverSlot.class);
    private static final int FIRST_VERSION = 17;

    private FailoverSlot() {}

    /** Returns what makes a slot such a one, to be added to the options of {@code CREATE_REPLICATION_SLOT}. */
    public static String option(Connection replication) throws SQLException {
        return replication.getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION ? ", FAILOVER true" : "";
    }

    /** Makes the slot of a source such a one if it is none, and not in use; that it cannot be made one is only logged. */
    public static void mark(Connection erp, SourceSettings settings) throws SQLException {
        String sql = """
                select exists (
                    select from pg_catalog.pg_replication_slots as s
                    where s.slot_name = :slot and to_jsonb(s) ->> 'failover' = 'false')
                """;
        boolean isOther = Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .bind("slot", settings.slot())
                        .mapTo(boolean.class)
                        .one());
        if (!isOther) {
            return;
        }
        try (Connection replication = settings.erp().openReplication("yecai capture " + settings.source())) {
            Handles.use(
                    replication,
                    handle -> handle.execute(
                            "ALTER_REPLICATION_SLOT " + Identifier.quote(settings.slot()) + " (FAILOVER true)"));
        } catch (SQLException problem) {
            LOG.warn(
                    "{}: slot {} cannot be made one that standbys keep: {}",
                    settings.source(),
                    settings.slot(),
                    SqlProblem.text(problem));
        }
    }
}
