package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.derive.session.Deriving;
import yecai.cdc.mirror.MappingViews;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.SourceState;
import yecai.cdc.script.Script;
import yecai.cdc.source.SourceSettings;
import yecai.sql.text.Identifier;

/** The two ways in which mirrors become what their shadow tables are. None of them commits. */
public final class ShadowSwap {
    private final SourceSettings settings;
    private final Connection hub;
    private final List<ShadowTable> tables;

    public ShadowSwap(SourceSettings settings, Connection hub, List<ShadowTable> tables) {
        this.settings = settings;
        this.hub = hub;
        this.tables = tables;
    }

    /** How many rows of a mirror were merged into it. */
    public record Merged(int deleted, int updated, int inserted) {}

    /**
     * Changes only the rows that differ, and derives what they touch; for mirrors that keep their form.
     *
     * @return how many rows were changed, in the order of the tables
     */
    public List<Merged> merge() throws SQLException {
        List<Merged> merged = new ArrayList<>();
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute("set search_path = " + Identifier.quote(settings.mapSchema()) + ", "
                    + Identifier.quote(settings.mirrorSchema()));
            statement.execute("set jit = off");
            Script script = new Script(hub);
            Derivation derivation = new Derivation(hub, settings.source(), settings.mapSchema(), settings.pack());
            for (int i = 0; i < tables.size(); i++) {
                MirrorTable table = tables.get(i).wanted();
                String stage = "pg_temp._merge_" + i;
                List<Integer> rows = new ArrayList<>();
                for (String sql : MergeSql.of(table, stage, tables.get(i))) {
                    rows.add(statement.executeUpdate(sql));
                }
                merged.add(new Merged(rows.get(MergeSql.DELETE), rows.get(MergeSql.UPDATE), rows.get(MergeSql.INSERT)));
                if (derivation.dependsOn(table)) {
                    derivation.touch(script, table, stage);
                    script.run();
                }
            }
            derive(derivation, script);
        }
        SourceState.countRewrite(hub, settings.source());
        return merged;
    }

    private static void derive(Derivation derivation, Script script) throws SQLException {
        derivation.noteTouched(script);
        script.run();
        new Deriving(derivation, script).run();
    }

    /** Puts the shadow tables in the place of the mirrors, and derives everything; for mirrors that change their form. */
    void replace() throws SQLException {
        MappingViews.drop(hub, settings.mapSchema());
        for (ShadowTable shadow : tables) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("drop table " + shadow.wanted().quoted());
                statement.execute("alter table " + shadow.copy() + " rename to "
                        + Identifier.quote(shadow.wanted().name()));
            }
            MirrorSchema.describe(hub, shadow.wanted());
            MirrorSchema.createIndexes(hub, shadow.wanted(), shadow.spec());
        }
        MappingViews.create(hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema());
        new FullDerivation(hub, settings.source(), settings.mapSchema(), settings.pack()).run();
    }
}
