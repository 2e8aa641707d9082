package yecai.hub.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM as a request to end well: business stops, the hub catches up, the check runs, the servers stop. A
 * second one ends at once.
 *
 * <p>A shutdown hook cannot do this: all hooks run at the same time, and the embedded servers have hooks of their own that
 * stop them.
 */
final class StopRequest {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Listens to the signals from now on. */
    void listen() {
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                if (isMade()) {
                    Runtime.getRuntime().exit(128 + signal.getNumber());
                }
                make();
            });
        }
    }

    void make() {
        requested.countDown();
    }

    boolean isMade() {
        return requested.getCount() == 0;
    }

    /** Waits for the request, at most so long; returns whether it was made. */
    boolean await(long millis) {
        try {
            return requested.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
