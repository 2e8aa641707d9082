package yecai.sql.servers;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a test server's program comes from. */
sealed interface ServerChoice {
    /** The binaries from Maven Central. */
    record Embedded() implements ServerChoice {
        @Override
        public String toString() {
            return "embedded";
        }
    }

    /**
     * An installation on this machine.
     *
     * @param home the folder that has {@code bin/initdb} and {@code bin/postgres}
     */
    record Installed(Path home) implements ServerChoice {
        public Installed {
            if (!Files.isExecutable(home.resolve("bin/initdb"))) {
                throw new IllegalArgumentException("yecai.servers: " + home + " has no bin/initdb; name the folder of a"
                        + " PostgreSQL installation, such as /usr/lib/postgresql/15");
            }
        }

        @Override
        public String toString() {
            return home.toString();
        }
    }

    /**
     * A container of an image.
     *
     * @param image such as {@code postgres:17}
     */
    record Container(String image) implements ServerChoice {
        public Container {
            requireNonNull(image, "image is null");
        }

        @Override
        public String toString() {
            return "container " + image;
        }
    }

    /** Reads {@code embedded}, {@code container:IMAGE} or the absolute folder of an installation. */
    static ServerChoice parse(String text) {
        if (text.equals("embedded")) {
            return new Embedded();
        }
        if (text.startsWith("container:")) {
            return new Container(text.substring("container:".length()));
        }
        if (text.startsWith("/")) {
            return new Installed(Path.of(text));
        }
        throw new IllegalArgumentException("yecai.servers is \"" + text + "\"; it may be \"embedded\", the folder of a"
                + " PostgreSQL installation such as /usr/lib/postgresql/15, or \"container:postgres:17\"");
    }

    /** Starts a new server with these settings beside the ones that make tests fast. */
    default TestServer start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "fsync", "off",
                "full_page_writes", "off",
                "synchronous_commit", "off",
                "timezone", "UTC"));
        all.putAll(settings);
        // not a switch over the patterns, which Java 17 lacks
        if (this instanceof Installed installed) {
            return InstalledServer.start(installed.home(), all);
        }
        if (this instanceof Container container) {
            return ContainerServer.start(container.image(), all);
        }
        return EmbeddedServer.start(all);
    }
}
