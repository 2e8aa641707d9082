package yecai.sql.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads {@code controls:} and the files it names. */
final class ControlsReader {
    private final PackReader pack;
    private final Set<String> mappings;
    private final Set<String> referenced = new HashSet<>();

    ControlsReader(PackReader pack, Set<String> mappings) {
        this.pack = pack;
        this.mappings = mappings;
    }

    List<Control> read(Optional<YamlMap> map) {
        List<Control> controls = new ArrayList<>();
        map.ifPresent(found -> found.entries()
                .forEach(
                        (kind, control) -> pack.mistakes().run(() -> controls.add(readControl(found, kind, control)))));
        pack.checkAllReferenced(PackReader.CONTROL, referenced, "name it under `controls:` in pack.yml");
        return controls;
    }

    private Control readControl(YamlMap controls, String kind, YamlValue value) {
        if (!Names.isPlain(kind)) {
            throw controls.keyError(kind, "must be lowercase letters, digits and _, such as invoice_gross");
        }
        YamlMap map = value.map();
        referenced.add(kind);
        pack.mistakes().addAll(map.listUnknown("file", "mapping"));
        YamlValue mapping = map.get("mapping");
        String name = mapping.requiredText();
        if (!mappings.contains(name)) {
            throw mapping.error("is `" + name + "`, which is no mapping of this pack: name one of `mappings:`");
        }
        String file = map.find("file").map(YamlValue::requiredText).orElse(PackReader.CONTROL + "/" + kind + ".sql");
        if (!file.matches(PackReader.CONTROL + "/[^/]+\\.sql")) {
            throw map.get("file").error("is `" + file + "`: it must be a file control/….sql of the pack");
        }
        map.find("file").ifPresent(other -> referenced.remove(kind));
        referenced.add(file.substring(PackReader.CONTROL.length() + 1, file.length() - ".sql".length()));
        return new Control(kind, name, pack.sql(file, map.find("file").orElse(value)));
    }
}
