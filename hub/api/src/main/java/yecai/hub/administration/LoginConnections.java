package yecai.hub.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.connection.ConnectionOpener;

/**
 * Connections of logins that administer. A few at a time; one that nobody uses ends within seconds, and none lasts longer than a
 * minute, so that a password that was changed and a login that has ended are noticed soon. Kept by a keyed hash of name and
 * password, the key of which is this process's.
 */
final class LoginConnections implements AutoCloseable {
    /** What is done with a connection. */
    interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private record Kept(Connection connection, long openedAt, long idleSince) {
        boolean isOver(long now) {
            return now - idleSince > IDLE_NANOS || now - openedAt > LIFE_NANOS;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LoginConnections.class);
    private static final int MOST = 8;
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LIFE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final String OPTIONS = "-c intervalstyle=iso_8601 -c standard_conforming_strings=on -c TimeZone=UTC"
            + " -c statement_timeout=120000 -c idle_in_transaction_session_timeout=120000 -c jit=off";

    private final String url;
    private final Duration wait;
    private final Semaphore places = new Semaphore(MOST, true);
    private final Map<String, Deque<Kept>> idle = new HashMap<>();
    private final byte[] key = new byte[32];
    private final ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "yecai-administration");
        thread.setDaemon(true);
        return thread;
    });

    LoginConnections(String url, Duration wait) {
        this.url = url;
        this.wait = wait;
        new SecureRandom().nextBytes(key);
        reaper.scheduleWithFixedDelay(() -> closeIdle(false), 1, 1, TimeUnit.SECONDS);
    }

    /** Uses a connection of this login; one that failed is closed. */
    <T> T use(String name, String password, Use<T> use) throws SQLException {
        takePlace();
        String kept = hash(name, password);
        Kept connection = null;
        boolean isSound = false;
        try {
            connection = take(kept, name, password);
            T result = use.of(connection.connection());
            isSound = true;
            return result;
        } catch (ProblemException refused) {
            isSound = true;
            throw refused;
        } finally {
            if (connection != null) {
                giveBack(kept, connection, isSound);
            }
            places.release();
        }
    }

    /** Whether this login has shown this password a moment ago, and its connection is still there. */
    synchronized boolean isKnown(String name, String password) {
        Deque<Kept> known = idle.get(hash(name, password));
        return known != null && !known.isEmpty();
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(ProblemCode.BUSY, "Try again in a moment.", 2, null);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The API is shutting down.", 5, ending);
        }
    }

    private Kept take(String kept, String name, String password) throws SQLException {
        Kept known = poll(kept);
        while (known != null) {
            if (known.connection().isValid(2)) {
                return known;
            }
            close(known);
            known = poll(kept);
        }
        Properties properties = new Properties();
        properties.setProperty("user", name);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "yecai administration");
        properties.setProperty("options", OPTIONS);
        properties.setProperty("loginTimeout", "10");
        return new Kept(ConnectionOpener.open(url, properties), System.nanoTime(), System.nanoTime());
    }

    private synchronized Kept poll(String kept) {
        Deque<Kept> known = idle.get(kept);
        return known == null ? null : known.poll();
    }

    private void giveBack(String kept, Kept used, boolean isSound) {
        Kept now = new Kept(used.connection(), used.openedAt(), System.nanoTime());
        if (!isSound || now.isOver(System.nanoTime()) || reaper.isShutdown()) {
            close(used);
            return;
        }
        try {
            if (!used.connection().getAutoCommit()) {
                used.connection().rollback();
            }
            synchronized (this) {
                idle.computeIfAbsent(kept, ignored -> new ArrayDeque<>()).push(now);
            }
        } catch (SQLException broken) {
            close(used);
        }
    }

    private void closeIdle(boolean all) {
        Deque<Kept> over = new ArrayDeque<>();
        synchronized (this) {
            long now = System.nanoTime();
            idle.values().forEach(known -> known.removeIf(kept -> (all || kept.isOver(now)) && over.add(kept)));
            idle.values().removeIf(Deque::isEmpty);
        }
        over.forEach(LoginConnections::close);
    }

    private static void close(Kept kept) {
        try {
            kept.connection().close();
        } catch (SQLException gone) {
            LOG.debug("the connection had ended", gone);
        }
    }

    private String hash(String name, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(name.getBytes(UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException problem) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", problem);
        }
    }

    @Override
    public void close() {
        reaper.shutdown();
        closeIdle(true);
    }
}
