package yecai.bench.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import yecai.bench.backlog.Backlog;
import yecai.bench.peer.JdbcSink;
import yecai.bench.server.BenchHub;
import yecai.hub.demo.server.EmbeddedServer;

/** Prepares Debezium's engine, alone and with its JDBC sink; each is numbered by its place among all contestants. */
final class DebeziumContestants {
    static final String NOTHING = "Debezium's engine, into nothing";
    static final String SINK = "Debezium's engine and JDBC sink";
    /** The sink drains one row of so many. */
    static final int FEWER = 5;

    private final EmbeddedServer erp;
    private final EmbeddedServer hub;
    private final long rows;

    DebeziumContestants(EmbeddedServer erp, EmbeddedServer hub, long rows) {
        this.erp = erp;
        this.hub = hub;
        this.rows = rows;
    }

    /** Debezium alone, whose records are dropped: an upper bound for any sink of its. */
    CaptureContestant engine(int round, int number) throws SQLException {
        String slot = createSlot("engine" + number);
        AtomicLong seen = new AtomicLong();
        return new CaptureContestant(
                NOTHING,
                round,
                rows,
                "postgres",
                null,
                null,
                seen::get,
                () -> JdbcSink.startIntoNothing(
                        JdbcSink.sourceSettings(
                                erp.admin("postgres"), slot, "native", List.of("public.moves"), "no_data"),
                        seen));
    }

    CaptureContestant sink(int round, int number) throws SQLException {
        String slot = createSlot("sink" + number);
        String database = slot;
        try (Connection admin = hub.openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        try (Connection connection = hub.openAsAdmin(database)) {
            BenchHub.execute(connection, Backlog.TABLE);
        }
        long fewer = Math.max(Backlog.ROWS_PER_TRANSACTION, rows / FEWER);
        return new CaptureContestant(
                SINK,
                round,
                fewer,
                database,
                "public.moves",
                "id = " + fewer,
                null,
                () -> JdbcSink.start(
                        JdbcSink.sourceSettings(
                                erp.admin("postgres"), slot, "native", List.of("public.moves"), "no_data"),
                        JdbcSink.sinkSettings(hub.admin(database))));
    }

    private String createSlot(String slot) throws SQLException {
        try (Connection connection = erp.openAsAdmin("postgres")) {
            BenchHub.execute(connection, "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        }
        return slot;
    }
}
