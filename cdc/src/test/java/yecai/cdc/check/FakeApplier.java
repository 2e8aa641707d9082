package yecai.cdc.check;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.source.SourceSettings;
import yecai.sql.text.SqlLiteral;

/**
 * The other side of the barrier, written from its description alone: a slow applier of the table {@code cost} that reads the
 * log itself and knows no other table.
 */
final class FakeApplier implements AutoCloseable {
    private final SourceSettings settings;
    private final Thread thread = new Thread(this::run, "fake-applier");
    private volatile boolean stopping;
    private volatile Exception failure;

    /** Where to stop, or how the test breaks the protocol. */
    enum Manner {
        OBEDIENT,
        /** Continues applying while it says that it holds. */
        DECEITFUL
    }

    private final Manner manner;
    private long position;

    FakeApplier(SourceSettings settings, Manner manner) {
        this.settings = settings;
        this.manner = manner;
    }

    FakeApplier start() {
        thread.start();
        return this;
    }

    @Override
    public void close() throws Exception {
        stopping = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }

    private void run() {
        try (Connection hub = settings.hub().open("fake applier");
                Connection replication = settings.erp().openReplication("fake applier")) {
            SourceLock.take(hub, settings.source());
            hub.setAutoCommit(false);
            try (Statement statement = hub.createStatement()) {
                position =
                        Lsn.parse(text(statement, "select position::text from hub.source where source = " + source()));
                hub.commit();
                PGReplicationStream stream = replication
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(settings.slot())
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", settings.publication())
                        .withSlotOption("messages", "true")
                        .start();
                apply(stream, hub, statement);
            }
        } catch (SQLException | RuntimeException problem) {
            failure = problem;
        }
    }

    private void apply(PGReplicationStream stream, Connection hub, Statement statement) throws SQLException {
        List<String> transaction = new ArrayList<>();
        while (!stopping) {
            ByteBuffer message = stream.readPending();
            if (message == null) {
                obeyBarrier(hub, statement, -1);
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            char kind = (char) message.get();
            if (kind == 'B') {
                long commit = message.getLong();
                transaction.clear();
                obeyBarrier(hub, statement, commit);
            } else if (kind == 'I' || kind == 'U') {
                transaction.add(costRow(message, kind));
            } else if (kind == 'M') {
                message.get();
                obeyBarrier(hub, statement, message.getLong());
            } else if (kind == 'C') {
                message.get();
                message.getLong();
                position = message.getLong();
                transaction.add("update hub.source set applied_transactions = applied_transactions + 1, position = '"
                        + Lsn.text(position) + "' where source = " + source());
                statement.execute(String.join(";", transaction));
                hub.commit();
            }
        }
    }

    /** Holds while somebody asks for it, unless the next transaction is still wanted. */
    private void obeyBarrier(Connection hub, Statement statement, long next) throws SQLException {
        while (!stopping) {
            String wish = text(
                    statement,
                    "select coalesce(stop_before::text, 'now') || ' ' || (reached_at is not null) from hub.barrier"
                            + " where source = " + source() + " and expires_at > clock_timestamp()");
            hub.commit();
            if (wish == null) {
                return;
            }
            String stop = wish.split(" ")[0];
            boolean answered = wish.endsWith("true");
            if (!stop.equals("now") && !answered && next < Lsn.parse(stop)) {
                return;
            }
            if (!answered) {
                String reached = stop.equals("now") ? Lsn.text(position) : stop;
                statement.execute("update hub.barrier set reached_at = '" + reached
                        + "', held_since = clock_timestamp() where source = " + source());
                hub.commit();
            }
            if (manner == Manner.DECEITFUL) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Decodes one new row of table cost, all of whose columns are texts in the log. */
    private String costRow(ByteBuffer message, char kind) {
        message.getInt();
        char image = (char) message.get();
        if (kind == 'U' && image != 'N') {
            throw new IllegalStateException("the test changes no key");
        }
        List<String> values = new ArrayList<>();
        short columns = message.getShort();
        for (int column = 0; column < columns; column++) {
            if ((char) message.get() == 'n') {
                values.add("null");
            } else {
                byte[] text = new byte[message.getInt()];
                message.get(text);
                values.add(SqlLiteral.of(new String(text, java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
        String row = String.join(", ", values);
        String mirror = settings.mirrorSchema() + ".cost";
        String canon = values.get(1).contains("work") ? "w" : "m";
        return "insert into " + mirror + " (id, kind, company, amount) values (" + row
                + ") on conflict (id) do update set amount = excluded.amount;"
                + "insert into canon.cost_entry (source, entity_key, company, source_period, functional_currency,"
                + " element, amount_functional) select " + source() + ", entity_key, company, source_period,"
                + " functional_currency, element, amount_functional from " + settings.mapSchema() + ".\"cost_entry."
                + (canon.equals("w") ? "work" : "material") + "\" where derive_key = " + values.get(0)
                + " on conflict (source, entity_key) do update set amount_functional = excluded.amount_functional";
    }

    private String source() {
        return "'" + settings.source() + "'";
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
