package yecai.cdc.setting.change;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import yecai.cdc.company.SourceCompanies;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.ParkedKeys;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.parked.HeldSource;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.script.Script;
import yecai.cdc.setting.AppliedSettings;
import yecai.cdc.setting.ChangedSetting;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.setting.Setting;
import yecai.sql.text.Identifier;

/**
 * Brings changed settings of a loaded source into its canonical rows: what a mapping's {@code touched_by} names for
 * {@code source_setting} is derived again, in one transaction with the values that mappings see. Parked documents are tried again
 * when the configuration names a company that it did not.
 */
public final class SettingChange {
    private static final String STAGE = "_setting_change";

    private SettingChange() {}

    /**
     * Applies what the configuration or SQL has set, beside a running capture or without one.
     *
     * @return how many values are different for the mappings, each counted as it was and as it is, and companies new
     */
    public static int run(SourceSettings settings) {
        try {
            return new HeldSource(settings, "yecai settings").write(hub -> apply(hub, settings));
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB,
                    "the settings of source " + settings.source() + " cannot be applied: " + e.getMessage(),
                    e);
        }
    }

    /**
     * The same for a capture that begins. With another pack than the one that was loaded nothing is done: the capture will
     * refuse it.
     *
     * @param epoch of the capture's lead, by whose successor the work may be ended
     */
    public static int runFor(SourceSettings settings, long epoch) throws SQLException {
        try (Connection hub = settings.hub().open("yecai settings " + settings.source())) {
            SourceState state = SourceState.getLoaded(hub, settings.source());
            if (!PackDigest.of(settings.pack()).equals(state.packVersion())) {
                return 0;
            }
            SourceLock.take(hub, settings.source(), epoch);
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            hub.setAutoCommit(false);
            SourceState.keepFor(hub, settings.source(), epoch);
            int changed = apply(hub, settings);
            hub.commit();
            SourceLock.release(hub, settings.source());
            return changed;
        }
    }

    private static int apply(Connection hub, SourceSettings settings) throws SQLException {
        int companies = SourceCompanies.follow(hub, settings);
        if (companies > 0) {
            // what is parked since the hub did not know which company it belongs to
            new ParkedKeys(hub, settings.source(), settings.mapSchema(), settings.pack())
                    .retry(Optional.empty(), Optional.empty());
        }
        return companies + applySettings(hub, settings);
    }

    private static int applySettings(Connection hub, SourceSettings settings) throws SQLException {
        List<ChangedSetting> changed = AppliedSettings.change(hub, settings);
        if (changed.isEmpty()) {
            return 0;
        }
        stage(hub, settings, changed);
        Derivation derivation = new Derivation(hub, settings.source(), settings.mapSchema(), settings.pack());
        Script script = new Script(hub);
        derivation.touch(script, asTable(settings), "pg_temp." + STAGE);
        derivation.noteTouched(script);
        script.run();
        new Deriving(derivation, script).run();
        // no transaction of the ERP tells readers that what they have is no longer what they would get
        SourceState.countRewrite(hub, settings.source());
        return changed.size();
    }

    /** The settings as the table that packs see in {@code touched_by}. */
    public static MirrorTable asTable(SourceSettings settings) {
        return new MirrorTable(
                "settings",
                Setting.VIEW,
                settings.mapSchema(),
                Setting.VIEW,
                List.of(
                        new MirrorColumn("name", "text"),
                        new MirrorColumn("company", "text"),
                        new MirrorColumn("value", "text")),
                List.of(0, 1));
    }

    private static void stage(Connection hub, SourceSettings settings, List<ChangedSetting> changed)
            throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("set local jit = off");
            // touched_by names mirror tables without their schema
            statement.execute("set local search_path = " + Identifier.quote(settings.mapSchema()) + ", "
                    + Identifier.quote(settings.mirrorSchema()));
            statement.execute("create temporary table if not exists " + STAGE
                    + " (name text, company text, value text, _ord integer, _op text)");
            statement.execute("delete from pg_temp." + STAGE);
        }
        try (PreparedStatement insert = hub.prepareStatement(
                "insert into pg_temp." + STAGE + " (name, company, value, _ord, _op) values (?, ?, ?, 0, 'U')")) {
            for (ChangedSetting one : changed) {
                insert.setString(1, one.name());
                insert.setString(2, one.company());
                insert.setString(3, one.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
