package yecai.sql.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are started on this machine. A port that the system itself gives away may be given to some client until the
 * server has started, which then fails; these are from below those.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * Returns a port on which nobody listens, and which this process has not been given before.
     *
     * @throws IOException if none was found
     */
    public static int find() throws IOException {
        IOException last = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (GIVEN.contains(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return port;
                }
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new IOException("no free port was found between " + FIRST + " and " + END, last);
    }
}
