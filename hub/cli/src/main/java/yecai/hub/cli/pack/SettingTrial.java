package yecai.hub.cli.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.cdc.setting.change.SettingChange;
import yecai.cdc.source.SettingValue;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.setting.Setting;

/** Whether a changed setting reaches every canonical row that depends on it: each is set to some values, one after the other. */
final class SettingTrial {
    private final PackTrial trial;
    private final PackFindings findings;
    private final Set<String> wrong = new HashSet<>();

    SettingTrial(PackTrial trial, PackFindings findings) {
        this.trial = trial;
        this.findings = findings;
    }

    void run() {
        int changes = 0;
        for (Setting setting : trial.settings().pack().settings()) {
            for (String value : values(setting)) {
                apply(setting, List.of(new SettingValue(setting.name(), Optional.empty(), value)));
                changes++;
            }
            apply(setting, List.of());
        }
        if (changes > 0) {
            findings.checked(
                    "settings: " + changes + " values were set, the canonical rows compared with the mappings in full");
        }
    }

    private static List<String> values(Setting setting) {
        if (!setting.allowed().isEmpty()) {
            return setting.allowed();
        }
        return switch (setting.type()) {
            case "time_zone" -> List.of("Pacific/Kiritimati", "Pacific/Midway");
            case "boolean" -> List.of("true", "false");
            case "number" -> List.of("0", "1");
            default -> List.of("trial");
        };
    }

    private void apply(Setting setting, List<SettingValue> values) {
        try {
            SettingChange.run(trial.settings().with(values));
        } catch (YecaiException mistake) {
            findings.mistake("pack.yml: `settings." + setting.name() + "`: " + LoadTrial.mistakeOf(mistake));
            return;
        }
        for (Difference difference : trial.check().differences()) {
            // of a table the first line says how many rows differ, the others name them
            if (difference.kind().part() == Part.CANONICAL
                    && difference.kind() != Difference.Kind.NO_ROWS_TO_MAP
                    && wrong.add(setting.name() + " " + difference.object())) {
                findings.mistake("pack.yml: `settings." + setting.name() + "`: when it is "
                        + (values.isEmpty()
                                ? "as the pack has it again"
                                : "`" + values.get(0).value() + "`") + ", "
                        + difference.text() + "; name " + Setting.VIEW
                        + " under `touched_by` of the mapping, with a query for all keys that the setting alters");
            }
        }
    }
}
