package yecai.hub.cli.parked;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.derive.TouchingRows;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.MirrorTables;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/** Shows one document that could not be mapped. */
@Command(
        name = "show",
        description = {
            "Shows why one document could not be mapped, and the ERP's rows that it is made of: a change of any of"
                    + " them",
            "derives it again."
        },
        mixinStandardHelpOptions = true)
final class ParkedShowCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Parameters(index = "0", paramLabel = "MAPPING", description = "The mapping that failed.")
    private String mapping;

    @Parameters(index = "1", paramLabel = "KEY", description = "The document's key, as `yecai parked list` shows it.")
    private String key;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        List<SourceSection> selected = sources.of(installation);
        if (selected.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Showing a document needs --source if there are several sources.");
        }
        SourceSettings settings = installation.settings(selected.get(0));
        ParkedDocument document = ParkedDocument.list(settings).stream()
                .filter(candidate ->
                        candidate.mapping().equals(mapping) && candidate.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "no document " + key + " of mapping " + mapping + " is parked in source " + settings.source()
                                + "; `yecai parked list` names those that are"));
        List<TouchingRows> rows = rows(settings);
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("document", document);
            shown.put("rows", rows);
            JsonText.print(out, shown);
        } else {
            print(out, document, rows);
        }
        return 0;
    }

    private List<TouchingRows> rows(SourceSettings settings) {
        Optional<Mapping> found = settings.pack().findMapping(mapping);
        List<TouchingRows> rows = new ArrayList<>();
        try (Connection hub = settings.hub().open("yecai parked")) {
            String path = Identifier.quote(settings.mapSchema()) + ", " + Identifier.quote(settings.mirrorSchema());
            Handles.use(hub, handle -> RawSql.execute(handle, "set search_path = " + path));
            hub.setAutoCommit(false);
            for (MirrorTable table : MirrorTables.list(hub, settings.source(), settings.mirrorSchema())) {
                if (found.isPresent() && found.get().touchedBy().containsKey(table.name())) {
                    rows.add(TouchingRows.find(hub, found.get(), table, key));
                }
            }
            return rows;
        } catch (SQLException problem) {
            throw ParkedDocument.unreadable(settings, problem);
        }
    }

    private static void print(PrintWriter out, ParkedDocument document, List<TouchingRows> rows) {
        out.println(
                "document " + document.key() + " of mapping " + document.mapping() + ", source " + document.source());
        out.println("not in    canon." + document.entity());
        out.println("since     " + document.since());
        out.println("reason    " + document.reason()
                + (document.sqlstate() == null ? "" : " (SQLSTATE " + document.sqlstate() + ")"));
        out.println("a change of these rows of the ERP derives it again:");
        for (TouchingRows table : rows) {
            String keys = String.join("; ", table.keys());
            out.println("  " + table.table() + ": "
                    + (!table.complete() ? "not looked up, it would take long" : keys.isEmpty() ? "none" : keys));
        }
    }
}
