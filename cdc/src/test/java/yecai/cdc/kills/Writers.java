package yecai.cdc.kills;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import yecai.cdc.ShopBed;

/** Several sessions of the shop at work. Every transaction adds exactly one client, so that transactions can be counted. */
final class Writers implements AutoCloseable {
    private final ShopBed bed;
    private final List<Thread> threads = new ArrayList<>();
    // held for writing while the writers rest
    private final ReentrantReadWriteLock rest = new ReentrantReadWriteLock(true);
    private volatile boolean stopped;
    private volatile boolean large;

    Writers(ShopBed bed, int sessions, long seed) {
        this.bed = bed;
        for (int i = 0; i < sessions; i++) {
            Random random = new Random(seed + i);
            int firstClient = 1_000 + i * 100_000_000;
            Thread thread = new Thread(() -> work(random, firstClient), "writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Makes the next transaction larger than a chunk. */
    void writeLarge() {
        large = true;
    }

    void pause() {
        rest.writeLock().lock();
    }

    void resume() {
        rest.writeLock().unlock();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }
    }

    private void work(Random random, int firstClient) {
        int client = firstClient;
        while (!stopped) {
            try (Connection connection = bed.openErp()) {
                connection.setAutoCommit(false);
                while (!stopped) {
                    rest.readLock().lock();
                    try {
                        transaction(connection, random, client++);
                    } finally {
                        rest.readLock().unlock();
                    }
                    TimeUnit.MILLISECONDS.sleep(2 + random.nextInt(10));
                }
            } catch (SQLException gone) {
                // the server crashed, or two writers deadlocked: what was committed is counted in the ERP
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void transaction(Connection connection, Random random, int client) throws SQLException {
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
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }
}
