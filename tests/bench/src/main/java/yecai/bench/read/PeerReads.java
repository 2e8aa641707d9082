package yecai.bench.read;

import java.io.IOException;
import java.time.Duration;

/** The governed queries of {@link ApiBench} without HTTP: by pgbench, or by JDBC where there is no pgbench. */
final class PeerReads {
    private final ReadBed bed;
    private final JdbcLoad jdbc;
    private final int clients;
    private final int range;
    private final Duration time;

    PeerReads(ReadBed bed, JdbcLoad jdbc, int clients, int range, Duration time) {
        this.bed = bed;
        this.jdbc = jdbc;
        this.clients = clients;
        this.range = range;
        this.time = time;
    }

    long oneRow() throws IOException {
        return Pgbench.isThere()
                ? Pgbench.run(bed.api(), bed.oneRowScript(), clients, time)
                : jdbc.run(
                        clients,
                        time,
                        "select * from finance.receipt where source = 'b' and entity_key = ?",
                        statement -> statement.setString(1, bed.randomKey()));
    }

    long range() throws IOException {
        return Pgbench.isThere()
                ? Pgbench.run(bed.api(), bed.rangeScript(range), clients, time)
                : jdbc.run(
                        clients,
                        time,
                        "select * from finance.receipt where source = 'b' and entity_key >= ? and entity_key < ?",
                        statement -> {
                            long first = bed.randomRange(range);
                            statement.setString(1, ReadBed.key(first));
                            statement.setString(2, ReadBed.key(first + ReadBed.rangeKeys(range)));
                        });
    }
}
