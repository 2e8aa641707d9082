package yecai.hub.cli.config;

import java.nio.file.Path;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads a user with its password; a password in the configuration file itself is refused. */
record LoginReader(Path configurationFile) {
    Login read(YamlValue value) {
        YamlMap map = value.map().allowOnly("user", "password");
        return new Login(map.get("user").requiredText(), readSecret(map.get("password")));
    }

    /** Reads where a secret is kept. */
    Secret readSecret(YamlValue value) {
        if (!value.isMap()) {
            throw value.error(
                    "is written in the file itself: move it to an environment variable and write {env: NAME}, or to"
                            + " a file that only this user can read and write {file: PATH}");
        }
        YamlMap map = value.map().allowOnly("env", "file");
        if (map.entries().size() != 1) {
            throw value.error("must have exactly one of `env` and `file`");
        }
        String place = value.place() + ": `" + value.key() + "`";
        return map.find("env")
                .<Secret>map(name -> new Secret.Variable(place, name.requiredText()))
                .orElseGet(() -> new Secret.TextFile(
                        place,
                        configurationFile
                                .toAbsolutePath()
                                .resolveSibling(map.get("file").requiredText())
                                .normalize()));
    }
}
