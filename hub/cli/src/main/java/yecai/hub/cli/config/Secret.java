package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import yecai.sql.error.YecaiException;

/**
 * Where a password is kept; the configuration never holds one. It is read when it is needed, so that a command does not
 * need the passwords of others. Neither form gives the password away in {@code toString}.
 */
public sealed interface Secret {
    /** Reads the password; fails with the place in the configuration, the name and what to do. */
    String read(UnaryOperator<String> environment);

    /** In a variable of the environment. */
    record Variable(String place, String name) implements Secret {
        public Variable {
            requireNonNull(place, "place is null");
            requireNonNull(name, "name is null");
        }

        @Override
        public String read(UnaryOperator<String> environment) {
            String value = environment.apply(name);
            if (value == null || value.isEmpty()) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        place + " names the environment variable " + name + ", which is not set: export it");
            }
            return value;
        }
    }

    /** In a file, without the line end after it. */
    record TextFile(String place, Path file) implements Secret {
        public TextFile {
            requireNonNull(place, "place is null");
            requireNonNull(file, "file is null");
        }

        @Override
        public String read(UnaryOperator<String> environment) {
            String value;
            try {
                value = Files.readString(file).stripTrailing();
            } catch (IOException problem) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        place + " names the file " + file + ", which cannot be read: create it, or give this user the"
                                + " right to read it",
                        problem);
            }
            FilePrivacy.warnIfReadable(place, file);
            if (value.isEmpty()) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        place + " names the file " + file + ", which is empty: write the password into it");
            }
            return value;
        }
    }

    /** Returns the environment of this process. */
    static UnaryOperator<String> processEnvironment() {
        Map<String, String> environment = System.getenv();
        return environment::get;
    }
}
