package yecai.bench.lag;

import java.sql.SQLException;
import yecai.bench.backlog.CapturedBacklog;
import yecai.bench.peer.NativeReplication;

/** Brings rows over while it is started. */
interface LagContestant {
    void start() throws SQLException;

    void stop() throws SQLException;

    LagMeter meter() throws SQLException;

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
            public LagMeter meter() throws SQLException {
                return new LagMeter(hub.openAsFinance(), hub.seenSql());
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
            public LagMeter meter() throws SQLException {
                return new LagMeter(
                        peer.open(), "select id::text from public.moves where id = any ((?::text[])::bigint[])");
            }
        };
    }
}
