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
        this.reader = new Thread(this::read, "live page");
        reader.setDaemon(true);
        reader.start();
    }

    /** As browsers do: an event without data is none. */
    private void read() {
        String[] name = {""};
        String[] data = {""};
        try {
            lines.forEach(line -> {
                if (line.startsWith("event:")) {
                    name[0] = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data[0] += line.substring("data:".length()).strip();
                } else if (line.isEmpty()) {
                    if (!data[0].isEmpty()) {
                        events.add(name[0]);
                    }
                    name[0] = "";
                    data[0] = "";
                }
            });
        } catch (java.io.UncheckedIOException closed) {
            events.add("closed");
        }
    }

    /** Opens one, and waits until the server knows it. */
    public static LivePage open(Visitor visitor) throws Exception {
        LivePage page = new LivePage(visitor.listen("/console/live").body());
        String first = page.events.poll(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!"state".equals(first)) {
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
