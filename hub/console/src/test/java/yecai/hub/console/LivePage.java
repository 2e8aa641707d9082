package yecai.hub.console;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import yecai.sql.Waiting;

/** A page that is open and listens. */
public final class LivePage implements AutoCloseable {
    private final Stream<String> lines;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Thread reader;

    private LivePage(Stream<String> lines) {
        this.lines = lines;
        this.reader = new Thread(
                () -> {
                    try {
                        lines.filter(line -> line.startsWith("event:"))
                                .forEach(line -> events.add(
                                        line.substring("event:".length()).strip()));
                    } catch (java.io.UncheckedIOException closed) {
                        events.add("closed");
                    }
                },
                "live page");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens one, and waits until the server knows it. */
    public static LivePage open(Visitor visitor) throws Exception {
        LivePage page = new LivePage(visitor.listen("/console/live").body());
        String first = page.events.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!"open".equals(first)) {
            page.events.add(String.valueOf(first));
        }
        return page;
    }

    /** Waits for an event. */
    public void await(String event) throws InterruptedException {
        String next = events.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!event.equals(next)) {
            throw new AssertionError("the page hears " + next + " instead of " + event);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
