package yecai.bench.backlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/** An ERP table of eight columns, and many small transactions that insert into it. */
public final class Backlog {
    public static final int ROWS_PER_TRANSACTION = 10;
    public static final String TABLE = """
            create table public.moves (
                id bigint primary key, company text not null, material text not null, posted date not null,
                quantity numeric(14, 3) not null, amount numeric(14, 2) not null, note text, changed timestamptz not null);
            create table public.idle (like public.moves including all)
            """;
    /** How many rows there are, and what they add up to. */
    public static final String TOTAL =
            "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount) from public.moves";

    private static final String PACK = """
            pack: bench
            version: "1"
            title: {en: Benchmark, zh: 基准测试}
            kind: postgresql
            tables:
              public.moves:
                key: [id]
                columns: [id, company, material, posted, quantity, amount, note, changed]
              public.idle:
                key: [id]
                columns: [id, company, material, posted, quantity, amount, note, changed]
            """;
    private static final String MAPPINGS = """
            mappings:
              stock_movement:
                key: bigint
                touched_by:
                  %1$s: select id, _tx from changed
            """;
    private static final String MAPPING = """
            select
                m.id as derive_key,
                m.id::text as entity_key,
                m.company,
                'move' as document_type,
                m.id::text as document_no,
                m.posted as document_date,
                m.posted as posting_date,
                to_char(m.posted, 'YYYY-MM') as source_period,
                to_char(m.posted, 'YYYY-MM') as ledger_period,
                'issue' as movement_kind,
                m.material,
                'own' as owner,
                m.quantity,
                'EUR' as functional_currency,
                m.amount as amount_functional
            from %1$s as m
            """;

    private Backlog() {}

    /** The pack that captures the table, with a mapping of it or with one of a table that stays empty. */
    public static Pack pack(Path folder, boolean derived) throws IOException {
        Path pack = Files.createDirectories(folder.resolve(derived ? "derived" : "mirror"));
        String mapped = derived ? "moves" : "idle";
        Files.createDirectories(pack.resolve("mapping"));
        Files.writeString(pack.resolve("pack.yml"), PACK + MAPPINGS.formatted(mapped));
        Files.writeString(pack.resolve("mapping/stock_movement.sql"), MAPPING.formatted(mapped));
        return PackLoader.load(pack.toString());
    }

    /** Inserts rows with these ids, ten in a transaction; returns the log position behind them. */
    public static String write(Connection erp, long first, long rows) throws SQLException {
        erp.setAutoCommit(true);
        try (Statement statement = erp.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute(
                    "create or replace procedure public.fill(first bigint, rows bigint) language plpgsql as $$"
                            + " begin for i in 0 .. rows / " + ROWS_PER_TRANSACTION
                            + " - 1 loop insert into public.moves"
                            + " select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                            + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, clock_timestamp()"
                            + " from generate_series(first + i * " + ROWS_PER_TRANSACTION + ", first + i * "
                            + ROWS_PER_TRANSACTION + " + " + (ROWS_PER_TRANSACTION - 1)
                            + ") as n; commit; end loop; end $$");
            statement.execute("call public.fill(" + first + ", " + rows + ")");
            try (ResultSet row = statement.executeQuery("select pg_current_wal_flush_lsn()")) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
