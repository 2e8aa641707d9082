package yecai.sql.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * Decides on which PostgreSQL servers tests run: {@code -Dyecai.servers=embedded} (the default), the folder of an
 * installation, or {@code container:IMAGE}; {@code -Dyecai.servers.erp} and {@code -Dyecai.servers.hub} choose apart. The
 * choice is printed when the first server starts.
 */
public final class TestServers {
    /** What the tests' servers need for captures: any number of tests share one. */
    private static final Map<String, String> SHARED = Map.of(
            "wal_level", "logical",
            "max_connections", "120",
            "max_prepared_transactions", "10",
            "max_replication_slots", "40",
            "max_wal_senders", "40");

    private static final Map<Role, TestServer> RUNNING = new EnumMap<>(Role.class);
    private static boolean isPrinted;

    private TestServers() {}

    /** Which side of the hub a server stands for. */
    public enum Role {
        ERP,
        HUB
    }

    /** The server that all tests of this run share; ERP and hub are one server if nothing else was chosen. */
    public static synchronized TestServer shared(Role role) {
        TestServer running = RUNNING.get(role);
        if (running == null) {
            Role other = role == Role.ERP ? Role.HUB : Role.ERP;
            running = RUNNING.containsKey(other) && choice(role).equals(choice(other))
                    ? RUNNING.get(other)
                    : start(role, SHARED);
            RUNNING.put(role, running);
        }
        return running;
    }

    /** The next who asks gets a new shared server; the old ones run on until this process ends. */
    static synchronized void forgetShared() {
        RUNNING.clear();
    }

    /** A new server for a test that needs one of its own, which it must close. */
    public static TestServer start(Role role, Map<String, String> settings) {
        printOnce();
        return choice(role).start(settings);
    }

    /** A new server of an image, ready for captures, whatever was chosen. */
    public static TestServer startContainer(String image) {
        return new ServerChoice.Container(image).start(SHARED);
    }

    /** A new server of the installation in a folder, ready for captures, whatever was chosen. */
    public static TestServer startInstalled(Path home) {
        return new ServerChoice.Installed(home).start(SHARED);
    }

    /** Whether containers can be started here. Says nothing and takes no time where Docker is not installed. */
    public static boolean isDockerAvailable() {
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user/0");
        boolean mayAnswer = System.getenv("DOCKER_HOST") != null
                || List.of(
                                Path.of("/var/run/docker.sock"),
                                Path.of(runtime, "docker.sock"),
                                Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"),
                                Path.of(System.getProperty("user.home"), ".testcontainers.properties"))
                        .stream()
                        .anyMatch(Files::exists);
        return mayAnswer && DockerClientFactory.instance().isDockerAvailable();
    }

    /** The version of a role's shared server, such as 15 for 15.18. */
    public static int majorVersion(Role role) throws SQLException {
        return shared(role).version() / 10_000;
    }

    private static ServerChoice choice(Role role) {
        String both = System.getProperty("yecai.servers", "embedded");
        return ServerChoice.parse(
                System.getProperty(role == Role.ERP ? "yecai.servers.erp" : "yecai.servers.hub", both));
    }

    private static synchronized void printOnce() {
        if (!isPrinted) {
            isPrinted = true;
            System.out.println("test servers: ERP " + choice(Role.ERP) + ", hub " + choice(Role.HUB));
        }
    }
}
