package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.setting.SettingStatus;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;
import yecai.sql.error.YecaiException;

/** Applies settings of sources, and shows them. */
@Command(
        name = "settings",
        description = {
            "Applies what the configuration file and hub.set_source_setting set of the packs' settings, and lists all of them.",
            "What depends on a changed one is derived again, in one transaction, beside a running capture or without one."
        },
        mixinStandardHelpOptions = true)
public final class SettingsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        List<SettingStatus> found = new ArrayList<>();
        for (SourceSection source : sources.of(installation)) {
            SourceSettings settings = installation.settings(source);
            int changed = SettingChange.run(settings);
            if (changed > 0 && !json) {
                out.println(source.name() + ": derived again what depends on what was changed");
            }
            found.addAll(list(installation, settings));
        }
        if (json) {
            JsonText.print(out, found);
        } else {
            print(out, found);
        }
        return 0;
    }

    private static List<SettingStatus> list(Installation installation, SourceSettings settings) {
        try (Connection hub = Installation.open(installation.captureServer(), YecaiException.Kind.HUB)) {
            return SettingStatus.list(hub, settings.source());
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    private static void print(PrintWriter out, List<SettingStatus> found) {
        TextTable table =
                new TextTable("source", "setting", "company", "value", "default", "allowed", "set by", "reason");
        for (SettingStatus setting : found) {
            table.add(
                    setting.source(),
                    setting.name(),
                    setting.company() == null ? "*" : setting.company(),
                    dash(setting.value()),
                    dash(setting.defaultValue()),
                    setting.allowed(),
                    dash(setting.setBy()),
                    dash(setting.reason()));
        }
        table.print(out);
    }

    private static String dash(String text) {
        return text == null ? "-" : text;
    }
}
