package yecai.hub.api.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Records reads. Small reads wait in a queue and are written together, within a fraction of a second; exports are written
 * before their first byte. When the queue is full, reads wait for the journal; when it cannot be written, they are refused
 * rather than going unrecorded.
 */
public final class AccessJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessJournal.class);
    private static final int QUEUE = 20_000;
    private static final int BATCH = 2_000;
    private static final long GATHER_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;
    /** A batch takes a fraction of a second; on a server that is overloaded it may take many. */
    private static final long MOST_WAIT_MILLIS = 30_000;

    private static final long CLOSE_MILLIS = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Consumer<String> recorder;
    private final BlockingQueue<AccessEntry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread writer = new Thread(this::write, "yecai-access-journal");
    private volatile boolean isClosing;
    private volatile boolean isFailing;
    private volatile long closeBefore;
    private volatile int lost;

    /**
     * Begins to write.
     *
     * @param recorder takes entries, an array of JSON objects, and returns when they are committed
     */
    public AccessJournal(Consumer<String> recorder) {
        this.recorder = recorder;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an entry, to be written soon. */
    public void add(AccessEntry entry) {
        if (!queue.offer(entry) && !isTakenInTime(entry)) {
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "Reads cannot be recorded at the moment.", 5, null);
        }
    }

    /** Readers who are faster than the journal wait for it; when it cannot be written, they do not. */
    private boolean isTakenInTime(AccessEntry entry) {
        try {
            return !isFailing && queue.offer(entry, MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Writes an entry; it is committed when this returns. */
    public void addNow(AccessEntry entry) {
        recorder.accept(json(List.of(entry)));
    }

    /** Returns how many entries are not written yet. */
    public int waiting() {
        return queue.size();
    }

    /** Is never interrupted: a batch on its way would be lost. */
    private void write() {
        List<AccessEntry> batch = new ArrayList<>();
        while (!isClosing || !queue.isEmpty() || !batch.isEmpty()) {
            try {
                gather(batch);
                if (!batch.isEmpty()) {
                    recorder.accept(json(batch));
                    batch.clear();
                    isFailing = false;
                }
            } catch (ProblemException problem) {
                isFailing = true;
                LOG.error("{} reads are not recorded yet: {}", batch.size() + queue.size(), problem.getMessage());
                if (System.nanoTime() - closeBefore > 0 && isClosing) {
                    lost = batch.size() + queue.size();
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            } catch (InterruptedException nobodyDoes) {
                LOG.warn("the writer of the journal of reads was interrupted; it continues");
            }
        }
    }

    private void gather(List<AccessEntry> batch) throws InterruptedException {
        if (batch.isEmpty() && !isClosing) {
            AccessEntry first = queue.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            batch.add(first);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
            while (batch.size() < BATCH) {
                AccessEntry next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return;
                }
                batch.add(next);
            }
        }
        queue.drainTo(batch, BATCH - batch.size());
    }

    private static String json(List<AccessEntry> entries) {
        StringWriter text = new StringWriter(entries.size() * 200);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (AccessEntry entry : entries) {
                json.writeStartObject();
                json.writeStringField("happened_at", entry.happenedAt().toString());
                json.writeStringField("principal", entry.principal());
                json.writeStringField("credential", entry.credential());
                json.writeStringField("correlation", entry.correlation());
                json.writeStringField("action", entry.action().name().toLowerCase(Locale.ROOT));
                json.writeStringField("dataset", entry.dataset());
                json.writeStringField("request", entry.request().replace('\0', '?'));
                json.writeStringField("outcome", entry.outcome());
                json.writeNumberField("returned_rows", entry.returnedRows());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return text.toString();
    }

    /** Ends when everything is written, or the hub could not be reached for ten seconds. */
    @Override
    public void close() {
        closeBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        isClosing = true;
        try {
            writer.join(CLOSE_MILLIS * 2);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (lost > 0 || writer.isAlive()) {
            LOG.error("{} reads could not be recorded before the end", Math.max(lost, queue.size()));
        }
    }
}
