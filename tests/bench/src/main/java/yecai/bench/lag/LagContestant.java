package yecai.bench.lag;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.bench.backlog.Backlog;
import yecai.bench.backlog.CapturedBacklog;
import yecai.bench.peer.NativeReplication;
import yecai.bench.server.BenchServers;

/** Brings rows over while it is started. */
interface LagContestant {
    void start() throws SQLException;

    void stop() throws SQLException;

    /** A connection of who reads the rows. */
    Connection open() throws SQLException;

    /** The reader's question for rows by an array of their ids, as texts. */
    String seenSql();

    /** How many rows there are, and what they add up to. */
    String total() throws SQLException;

    default LagMeter meter() throws SQLException {
        return new LagMeter(open(), seenSql());
    }

    static LagContestant of(CapturedBacklog hub) {
        return new LagContestant() {
            @Override
            public void start() {
                hub.start();
            }

            @Override
            public void stop() {
                hub.stop();
            }

            @Override
            public Connection open() throws SQLException {
                return hub.openAsFinance();
            }

            @Override
            public String seenSql() {
                return hub.seenSql();
            }

            @Override
            public String total() throws SQLException {
                return hub.total();
            }
        };
    }

    static LagContestant of(NativeReplication peer) {
        return new LagContestant() {
            @Override
            public void start() throws SQLException {
                peer.start();
            }

            @Override
            public void stop() throws SQLException {
                peer.stop();
            }

            @Override
            public Connection open() throws SQLException {
                return peer.open();
            }

            @Override
            public String seenSql() {
                return "select id::text from public.moves where id = any ((?::text[])::bigint[])";
            }

            @Override
            public String total() throws SQLException {
                try (Connection reader = peer.open()) {
                    return BenchServers.text(reader, Backlog.TOTAL);
                }
            }
        };
    }
}
