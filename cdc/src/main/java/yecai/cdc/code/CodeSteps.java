package yecai.cdc.code;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.script.Script;
import yecai.cdc.source.SourceSettings;
import yecai.sql.text.SqlLiteral;

/**
 * The steps by which changed codes come into the canonical rows of a source, each of them a transaction of the hub, on the
 * connection that writes the source. The caller commits.
 */
public final class CodeSteps {
    private final SourceSettings settings;
    private final Connection hub;
    private final Derivation derivation;
    private final Script script;

    /** @param script on the connection, which runs what the derivation adds */
    public CodeSteps(SourceSettings settings, Connection hub, Derivation derivation, Script script) {
        this.settings = requireNonNull(settings, "settings is null");
        this.hub = requireNonNull(hub, "hub is null");
        this.derivation = requireNonNull(derivation, "derivation is null");
        this.script = requireNonNull(script, "script is null");
    }

    /**
     * Lets the mappings see what was changed: whatever is derived from then on has the new codes.
     *
     * @return whether that was done; not while a check of the source runs, whose views must stay those of its snapshot
     */
    public boolean adopt() throws SQLException {
        if (SourceLock.isChecked(hub, settings.source())) {
            return false;
        }
        // a reader of a view is not waited for, and the step is tried again
        script.add("set local lock_timeout = '300ms'");
        script.run();
        SourceCodes.adoptChanges(hub, settings, derivation);
        return true;
    }

    /** Makes one of the two. */
    public void make(boolean adopts) throws SQLException {
        if (adopts) {
            adopt();
        } else {
            derive();
        }
    }

    /** Derives the next batch of keys again; notes that the changes are done when none is left. */
    public void derive() throws SQLException {
        derivation.touchCodes(script);
        derivation.noteTouched(script);
        script.run();
        new Deriving(derivation, script).run();
        String source = SqlLiteral.of(settings.source());
        // no transaction of the ERP tells readers that what they have is no longer what they would get
        script.add("update hub.source set rewrites = rewrites + 1 where source = " + source);
        script.add("update hub.code_change set done_at = clock_timestamp() where source = " + source
                + " and done_at is null and planned_at is not null"
                + " and not exists (select from hub.code_key as k where k.source = " + source + ")");
        script.run();
    }
}
