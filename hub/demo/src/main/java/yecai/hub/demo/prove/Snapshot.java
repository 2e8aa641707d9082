package yecai.hub.demo.prove;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at the hub in one REPEATABLE READ transaction, with all its queries. */
final class Snapshot {
    private static final String SEEN = Invariant.read("seen");
    private static final String AS_OF = "select applied_at from finance.freshness where source = ?";
    private static final String NEW_TOKENS = """
            select t.worker, t.n, t.expected_rows, t.expected_amount
            from finance.demo_token as t
            inner join unnest(?::bigint[], ?::bigint[]) as p (worker, n) on p.worker = t.worker and t.n > p.n
            """;

    private final Connection finance;
    private final String source;
    private final CommitLog log;
    private Timestamp since;

    /**
     * What one snapshot shows.
     *
     * @param checked how much each invariant was checked on
     * @param transactions transactions whose rows were counted
     * @param findings what is wrong
     */
    record Seen(Map<Invariant, Long> checked, long transactions, List<String> findings) {}

    Snapshot(Connection finance, String source, CommitLog log) throws SQLException {
        this.finance = finance;
        this.source = source;
        this.log = log;
        finance.setReadOnly(true);
        finance.setAutoCommit(false);
        finance.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    /** @param full look at everything, not only at what the hub wrote since the snapshot before */
    Seen take(boolean full) throws SQLException {
        Map<Invariant, Long> checked = new EnumMap<>(Invariant.class);
        List<String> findings = new ArrayList<>();
        Map<Integer, Long> workers = workers(findings);
        Timestamp asOf = asOf();
        for (Invariant invariant : Invariant.values()) {
            checked.put(invariant, check(invariant, full, findings));
        }
        long transactions = compareTokens(workers, findings);
        log.findGap(workers).ifPresent(findings::add);
        finance.rollback();
        if (findings.isEmpty()) {
            log.prove(workers);
            since = asOf;
        }
        return new Seen(checked, transactions, findings);
    }

    private Map<Integer, Long> workers(List<String> findings) throws SQLException {
        Map<Integer, Long> workers = new HashMap<>();
        try (PreparedStatement statement = finance.prepareStatement(SEEN);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                workers.put(row.getInt(1), row.getLong(2));
                if (row.getLong(2) != row.getLong(3) || row.getLong(3) != row.getLong(4)) {
                    findings.add("worker " + row.getInt(1) + " has " + row.getLong(4) + " transactions up to number "
                            + row.getLong(2));
                }
            }
        }
        return workers;
    }

    private Timestamp asOf() throws SQLException {
        try (PreparedStatement statement = finance.prepareStatement(AS_OF)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getTimestamp(1) : null;
            }
        }
    }

    private long check(Invariant invariant, boolean full, List<String> findings) throws SQLException {
        long checked = 0;
        try (PreparedStatement statement = finance.prepareStatement(invariant.sql())) {
            if (invariant == Invariant.TOKENS_WHOLE) {
                setWorkers(statement, full ? Map.of() : log.proved());
            } else {
                statement.setString(1, source);
                statement.setString(
                        2,
                        full || since == null ? "-infinity" : since.toInstant().toString());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    checked += row.getLong(2);
                    if (row.getLong(3) > 0) {
                        findings.add("invariant " + invariant + " is broken in company " + row.getString(1) + " for "
                                + row.getLong(3) + " of " + row.getLong(2) + ", such as " + row.getString(4));
                    }
                }
            }
        }
        return checked;
    }

    /** The tokens that are new are those that the ERP's workers left. */
    private long compareTokens(Map<Integer, Long> workers, List<String> findings) throws SQLException {
        Map<Integer, Long> before = new HashMap<>(log.proved());
        workers.keySet().forEach(worker -> before.putIfAbsent(worker, 0L));
        long count = 0;
        try (PreparedStatement statement = finance.prepareStatement(NEW_TOKENS)) {
            setWorkers(statement, before);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    count++;
                    BigDecimal debits = row.getBigDecimal(4);
                    log.findDifference(row.getInt(1), row.getLong(2), row.getLong(3), debits)
                            .ifPresent(findings::add);
                }
            }
        }
        return count;
    }

    private void setWorkers(PreparedStatement statement, Map<Integer, Long> upTo) throws SQLException {
        List<Map.Entry<Integer, Long>> pairs = List.copyOf(upTo.entrySet());
        Array workers = finance.createArrayOf(
                "bigint", pairs.stream().map(pair -> pair.getKey().longValue()).toArray());
        Array numbers = finance.createArrayOf(
                "bigint", pairs.stream().map(Map.Entry::getValue).toArray());
        statement.setArray(1, workers);
        statement.setArray(2, numbers);
    }
}
