package yecai.bench.lag;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.bench.backlog.Backlog;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;

/** The ERP of {@link GrowthBench}: a table of so many rows, and work that adds rows and changes rows anywhere in it. */
final class GrowingErp {
    private GrowingErp() {}

    /** Makes a database with so many rows; returns a connection to it. */
    static Connection fill(BenchServers servers, String database, long rows) throws SQLException {
        try (Connection admin = servers.erp().openAsAdmin("postgres")) {
            BenchHub.execute(admin, "create database " + database);
        }
        Connection erp = servers.erp().openAsAdmin(database);
        BenchHub.execute(
                erp,
                "set synchronous_commit = off",
                Backlog.TABLE,
                "insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                        + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, clock_timestamp()"
                        + " from generate_series(1, " + rows + ") as n",
                "vacuum analyze public.moves",
                "create procedure public.work(first bigint, old bigint, transactions bigint) language plpgsql as $$"
                        + " begin for i in 0 .. transactions - 1 loop"
                        + " insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973,"
                        + " date '2026-01-01' + (n % 300)::integer, (n % 1000) / 7.0, (n % 100000) / 3.0,"
                        + " 'move number ' || n, clock_timestamp()"
                        + " from generate_series(first + i * 5, first + i * 5 + 4) as n;"
                        + " update public.moves set quantity = quantity + 1, amount = amount + 1 where id = any (array("
                        + " select 1 + (hashint8extended(first + i * 5 + k, 7) & 9223372036854775807) % old"
                        + " from generate_series(0, 4) as k)); commit; end loop; end $$");
        return erp;
    }

    /** Adds rows from the first on, and changes as many of the old ones, five of each in a transaction. */
    static void write(Connection erp, long old, long first, long transactions) throws SQLException {
        BenchHub.execute(erp, "call public.work(" + first + ", " + old + ", " + transactions + ")");
    }
}
