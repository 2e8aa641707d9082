package yecai.hub.api.event;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import yecai.hub.administration.Operator;
import yecai.hub.api.request.RequestContext;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.EventQueue;

/**
 * Streams of events that go on. One question for all of them says whether anything is new; each stream then reads with its caller's
 * rights of that moment. At most fifty, half of them of one caller.
 */
public final class EventStreams implements AutoCloseable {
    private static final int MOST = 50;
    private static final long LOOK_MILLIS = 200;

    private final EventQueue queue;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(EventStreams::thread);
    private final ExecutorService writers = Executors.newFixedThreadPool(MOST, EventStreams::thread);

    public EventStreams(EventQueue queue) {
        this.queue = queue;
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "yecai-event-streams");
        thread.setDaemon(true);
        return thread;
    }

    /** Answers a request with a stream that goes on until its client, its credential or this process ends. */
    void open(RequestContext context, Operator operator, List<String> types, long after) throws IOException {
        synchronized (streams) {
            long own = streams.stream()
                    .filter(stream -> stream.caller()
                            .principal()
                            .equals(context.getCaller().principal()))
                    .count();
            if (streams.size() >= MOST || own >= MOST / 2) {
                throw new ProblemException(ProblemCode.BUSY, "Too many streams are open.", 10, null);
            }
            Context http = context.http();
            http.res().setStatus(200);
            http.res().setContentType("text/event-stream");
            http.res().setCharacterEncoding("UTF-8");
            http.res().setHeader("Cache-Control", "private, no-store");
            http.res().setHeader("X-Accel-Buffering", "no");
            http.res().flushBuffer();
            EventStream stream = new EventStream(http.res(), context.getCaller(), operator, types, after);
            // written to once the request's own thread has left it
            http.future(() -> {
                streams.add(stream);
                return stream.ended();
            });
        }
    }

    private void look() {
        try {
            if (streams.isEmpty()) {
                return;
            }
            long last = queue.last();
            for (EventStream stream : streams) {
                if (stream.begin(last)) {
                    writers.execute(() -> {
                        if (!stream.write(last)) {
                            streams.remove(stream);
                        }
                    });
                }
            }
        } catch (ProblemException unavailable) {
            // the hub is away for a moment; the streams wait
        } catch (RejectedExecutionException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        writers.shutdownNow();
        streams.forEach(EventStream::end);
    }
}
