package yecai.cdc.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import yecai.cdc.change.Change;

/** What was read, one change after the other; what was taken too early can be put back. */
final class ReadChanges {
    private final ChangeQueue queue;
    private final Deque<Change> waiting = new ArrayDeque<>();

    ReadChanges(ChangeQueue queue) {
        this.queue = queue;
    }

    /** Returns the next change, or null if none comes in time. */
    Change next(long millis) throws InterruptedException {
        if (waiting.isEmpty()) {
            List<Change> portion = queue.poll(millis);
            if (portion == null) {
                return null;
            }
            waiting.addAll(portion);
        }
        return waiting.poll();
    }

    /** Makes them the next ones, in their order. */
    void putBack(List<Change> changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            waiting.addFirst(changes.get(i));
        }
    }

    /** Returns whether nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty() && queue.isEmpty();
    }

    /** Returns whether the reader has ended and everything it read was handed over. */
    boolean isExhausted() {
        return queue.isExhausted();
    }
}
