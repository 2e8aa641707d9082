package yecai.cdc.kills;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import yecai.cdc.ShopBed;
import yecai.cdc.Writers;

/** Several sessions of the shop at work. Every transaction adds exactly one client, so that transactions can be counted. */
final class ShopWriters extends Writers {
    private static final int FIRST_CLIENT = 1_000;

    private final ShopBed bed;
    private final AtomicInteger clients = new AtomicInteger(FIRST_CLIENT);
    private volatile boolean large;

    ShopWriters(ShopBed bed, int sessions, long seed) {
        this.bed = bed;
        start(sessions, seed);
    }

    /** Makes the next transaction larger than a chunk. */
    void writeLarge() {
        large = true;
    }

    @Override
    protected Connection open() throws SQLException {
        return bed.openErp();
    }

    /** The server crashed, or two writers deadlocked: what was committed is counted in the ERP. */
    @Override
    protected boolean isExpected(SQLException failure) {
        return true;
    }

    @Override
    protected void write(Connection connection, Random random, int session) throws SQLException {
        int client = clients.getAndIncrement();
        int rows = 1;
        if (large) {
            large = false;
            rows = 5_000;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into client values (" + client + ", 'client')");
            int first = random.nextInt(1_000_000_000);
            statement.execute(
                    "insert into orders select " + first + " + n, 'C' || n % 3, 1, 'N' || n, '2026-01-01', 'CNY',"
                            + " case when n % 3 = 0 then repeat('x', 3000) end from generate_series(1, " + rows
                            + ") as n on conflict do nothing");
            statement.execute("insert into \"order-line\" select " + first
                    + " + n, 1, n, 10, null from generate_series(1, " + rows + ") as n on conflict do nothing");
            statement.execute(
                    "update orders set number = left(md5(number), 8) where id in (select id from orders offset "
                            + random.nextInt(50) + " limit 3)");
            statement.execute("update \"order-line\" set price = price + 1 where order_id in (select order_id from"
                    + " \"order-line\" offset " + random.nextInt(50) + " limit 2)");
            if (random.nextInt(4) == 0) {
                statement.execute(
                        "delete from \"order-line\" where order_id in (select order_id from \"order-line\" offset "
                                + random.nextInt(50) + " limit 2)");
                statement.execute("update orders set id = id + 2000000000 where id in (select id from orders where id <"
                        + " 100000000 offset " + random.nextInt(20) + " limit 1)");
            }
        }
    }
}
