package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.cdc.derive.MappingColumns;
import yecai.cdc.mirror.MappingViews;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.setting.AppliedSettings;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Control;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.StagingView;
import yecai.sql.pack.TableSpec;
import yecai.sql.pack.required.RequiredColumns;
import yecai.sql.text.Identifier;

/** Whether a pack's SQL fits its tables and the canonical tables: everything is made in one transaction and taken back. */
final class MappingTrial {
    private final Connection hub;
    private final SourceSettings settings;
    private final Pack pack;
    private final PackFindings findings;

    private MappingTrial(Connection hub, SourceSettings settings, PackFindings findings) {
        this.hub = hub;
        this.settings = settings;
        this.pack = settings.pack();
        this.findings = findings;
    }

    static void run(SourceSettings settings, List<MirrorTable> tables, PackFindings findings) throws SQLException {
        try (Connection hub = settings.hub().open("yecai pack check")) {
            hub.setAutoCommit(false);
            new MappingTrial(hub, settings, findings).run(tables);
            hub.rollback();
        }
    }

    private void run(List<MirrorTable> tables) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(
                                "insert into hub.source (source, pack, pack_version) values (:source, :pack, '')")
                        .bind("source", settings.source())
                        .bind("pack", pack.name())
                        .execute());
        MirrorSchema.createTables(hub, settings.source(), settings.mapSchema(), tables);
        MappingViews.createInputs(hub, settings.source(), settings.mapSchema());
        attempt(() -> AppliedSettings.adopt(hub, settings), "pack.yml, settings", "");
        for (MirrorTable table : tables) {
            TableSpec spec =
                    pack.findTable(table.sourceSchema(), table.sourceTable()).orElseThrow();
            attempt(() -> MirrorSchema.finishTable(hub, table, spec), "pack.yml", "");
        }
        setSearchPath();
        for (StagingView view : pack.staging()) {
            createView(view.name(), view.sql(), "staging/" + view.name() + ".sql");
        }
        List<Mapping> made = new ArrayList<>();
        for (Mapping mapping : pack.mappings()) {
            if (createView(mapping.name(), mapping.sql(), "mapping/" + mapping.name() + ".sql")) {
                made.add(mapping);
            }
        }
        for (Mapping mapping : made) {
            attempt(() -> MappingColumns.read(hub, settings.mapSchema(), mapping), file(mapping), "");
            checkRequired(mapping);
        }
        for (Mapping mapping : pack.mappings()) {
            List<MirrorTable> touching = new ArrayList<>(tables);
            touching.add(SettingChange.asTable(settings));
            for (MirrorTable table : touching) {
                String query = mapping.touchedBy().get(table.name());
                if (query != null) {
                    TouchTrial.run(hub, mapping, table, query, findings);
                }
            }
        }
        for (Control control : pack.controls()) {
            ControlTrial.run(hub, pack.onMirror(control), findings);
        }
    }

    private void checkRequired(Mapping mapping) throws SQLException {
        List<String> given =
                TouchTrial.columns(hub, "select * from " + Identifier.quote(settings.mapSchema(), mapping.name()))
                        .stream()
                        .map(GivenColumn::name)
                        .toList();
        for (String column : RequiredColumns.listAll().getOrDefault(mapping.entity(), List.of())) {
            if (!given.contains(column)) {
                findings.mistake(file(mapping) + ": it gives no column `" + column + "`, which every mapping of "
                        + mapping.entity() + " must give: add it, as null if the ERP does not know it");
            }
        }
    }

    private boolean createView(String name, String sql, String file) throws SQLException {
        String start = "create view " + Identifier.quote(settings.mapSchema(), name) + " as ";
        return attempt(() -> execute(start + sql), file, start + sql);
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private boolean attempt(Attempt attempt, String place, String sql) throws SQLException {
        execute("savepoint attempt");
        try {
            attempt.run();
            setSearchPath();
            execute("release savepoint attempt");
            return true;
        } catch (YecaiException mistake) {
            execute("rollback to savepoint attempt");
            findings.mistake(mistake.getMessage());
        } catch (SQLException problem) {
            execute("rollback to savepoint attempt");
            findings.mistake(place + SqlPlace.line(sql, problem) + ": " + SqlPlace.message(problem) + remedy(problem));
        }
        return false;
    }

    private static String remedy(SQLException problem) {
        return Map.of(
                        "42P01", "; list the table under `tables:` in pack.yml, or correct its name",
                        "42703", "; list the column under `tables:` in pack.yml, or correct its name")
                .getOrDefault(String.valueOf(problem.getSQLState()), "; correct the SQL");
    }

    private void setSearchPath() throws SQLException {
        execute("set search_path = " + Identifier.quote(settings.mapSchema()) + ", "
                + Identifier.quote(settings.mirrorSchema()));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String file(Mapping mapping) {
        return "mapping/" + mapping.name() + ".sql";
    }
}
