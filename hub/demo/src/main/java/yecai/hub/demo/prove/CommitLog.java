package yecai.hub.demo.prove;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.Token;

/**
 * What the ERP committed, as its workers saw it: when each commit began and when it had returned. If one commit had returned
 * before another began, the first comes first in the ERP's log. A state of the hub is a prefix of
 * the ERP's commits if no transaction is missing that had been committed before one that is there began to commit.
 */
public final class CommitLog implements Workload.Commits {
    private static final class Commit {
        private final Token token;
        private final long began;
        private long returned = Long.MAX_VALUE;

        Commit(Token token, long began) {
            this.token = token;
            this.began = began;
        }
    }

    private final Map<Integer, NavigableMap<Long, Commit>> commits = new HashMap<>();
    private final Map<Integer, Long> proved = new HashMap<>();
    private final Map<String, Long> steps = new HashMap<>();

    /** @param start how far each worker's transactions can be seen before any of this log's */
    public CommitLog(Map<Integer, Long> start) {
        proved.putAll(start);
    }

    @Override
    public synchronized void committing(Token token, long nanos) {
        commits.computeIfAbsent(token.worker(), worker -> new TreeMap<>()).put(token.n(), new Commit(token, nanos));
    }

    @Override
    public synchronized void committed(Token token, long nanos) {
        commits.get(token.worker()).get(token.n()).returned = nanos;
        steps.merge(token.step(), 1L, Long::sum);
    }

    /** How often each step was taken. */
    public synchronized Map<String, Long> steps() {
        return Map.copyOf(steps);
    }

    /** How far each worker's transactions have been proved. */
    synchronized Map<Integer, Long> proved() {
        return Map.copyOf(proved);
    }

    /** Returns what is wrong with a token that can be seen, if its transaction said something else of itself. */
    synchronized Optional<String> findDifference(int worker, long n, long rows, java.math.BigDecimal debits) {
        Commit commit = commits.getOrDefault(worker, new TreeMap<>()).get(n);
        if (commit == null) {
            return Optional.of(name(worker, n) + " was never committed by the ERP");
        }
        boolean same = commit.token.rows() == rows && commit.token.debits().compareTo(debits) == 0;
        return same ? Optional.empty() : Optional.of(name(worker, n) + " said something else of itself");
    }

    /**
     * Returns why what is seen is no prefix of what the ERP committed, if it is none.
     *
     * @param seen the number of the last transaction that can be seen of each worker
     */
    synchronized Optional<String> findGap(Map<Integer, Long> seen) {
        long latest = Long.MIN_VALUE;
        String latestName = "";
        for (Map.Entry<Integer, Long> entry : seen.entrySet()) {
            Commit commit =
                    commits.getOrDefault(entry.getKey(), new TreeMap<>()).get(entry.getValue());
            if (commit != null && commit.began > latest) {
                latest = commit.began;
                latestName = name(entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<Integer, Long> entry : proved.entrySet()) {
            if (seen.getOrDefault(entry.getKey(), 0L) < entry.getValue()) {
                return Optional.of(name(entry.getKey(), entry.getValue()) + " could be seen before and is gone");
            }
        }
        for (Map.Entry<Integer, NavigableMap<Long, Commit>> entry : commits.entrySet()) {
            long last = seen.getOrDefault(entry.getKey(), 0L);
            Map.Entry<Long, Commit> missing = entry.getValue().higherEntry(last);
            if (missing != null && missing.getValue().returned < latest) {
                return Optional.of(
                        name(entry.getKey(), missing.getKey()) + " is missing, though it had been committed before "
                                + latestName + ", which can be seen, began to commit");
            }
        }
        return Optional.empty();
    }

    /** Notes that everything up to here was proved, and forgets what is not needed for it any more. */
    synchronized void prove(Map<Integer, Long> seen) {
        proved.putAll(seen);
        commits.forEach((worker, theirs) ->
                theirs.headMap(proved.getOrDefault(worker, 0L), false).clear());
    }

    private static String name(int worker, long n) {
        return "transaction " + n + " of worker " + worker;
    }
}
