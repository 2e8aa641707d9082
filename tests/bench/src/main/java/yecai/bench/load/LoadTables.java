package yecai.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.bench.server.BenchHub;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/**
 * Twelve ERP tables of eight columns and of unequal sizes, as an ERP's are: the largest holds almost a third of all rows. The
 * five largest, {@value #MAPPED_PERCENT} % of the rows, become canonical rows, about the share that the demo's pack maps.
 */
final class LoadTables {
    static final String COLUMNS = "id, company, material, posted, quantity, amount, note, changed";
    static final int MAPPED_PERCENT = 80;
    private static final double[] PERCENT = {30, 20, 12, 10, 8, 6, 5, 4, 2, 1.5, 1, 0.5};
    private static final String DEFINITION = "(id bigint%s, company text not null, material text not null,"
            + " posted date not null, quantity numeric(14, 3) not null, amount numeric(14, 2) not null, note text,"
            + " changed timestamptz not null)";
    private static final String MAPPING = """
            select
                m.id as derive_key,
                '%1$s:' || m.id as entity_key,
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

    private final long rows;

    /** A table and how many rows it holds. */
    record Table(String name, long rows) {
        String definition(boolean withKey) {
            return "create table public." + name + " " + DEFINITION.formatted(withKey ? " primary key" : "");
        }

        /** A query that gives what all its rows say, as one number. */
        String checksum(String relation) {
            return "select count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', " + COLUMNS
                    + "), 0)::numeric), 0) from " + relation;
        }
    }

    LoadTables(long rows) {
        this.rows = rows;
    }

    List<Table> all() {
        List<Table> tables = new ArrayList<>();
        long left = rows;
        for (int i = PERCENT.length - 1; i > 0; i--) {
            long size = Math.max(1, Math.round(rows * PERCENT[i] / 100));
            tables.add(0, new Table("t%02d".formatted(i + 1), size));
            left -= size;
        }
        tables.add(0, new Table("t01", left));
        return tables;
    }

    List<Table> mapped() {
        return all().subList(0, 5);
    }

    /** The four smallest, 5 % of the rows. */
    List<Table> smallest() {
        return all().subList(PERCENT.length - 4, PERCENT.length);
    }

    long canonicalRows() {
        return mapped().stream().mapToLong(Table::rows).sum();
    }

    /** Makes and fills them, as autovacuum leaves them. */
    void create(Connection erp) throws SQLException {
        BenchHub.execute(
                erp,
                "set synchronous_commit = off",
                "create table public.idle " + DEFINITION.formatted(" primary key"));
        for (Table table : all()) {
            BenchHub.execute(
                    erp,
                    table.definition(true),
                    "insert into public." + table.name()
                            + " select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                            + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, timestamptz '2026-01-01 00:00Z'"
                            + " + n * interval '1.5 s' from generate_series(1, " + table.rows() + ") as n",
                    "vacuum analyze public." + table.name());
        }
        BenchHub.execute(erp, "create publication native for all tables", "checkpoint");
    }

    /** The pack that captures them, with canonical rows of the largest or of a table that stays empty. */
    Pack pack(Path folder, boolean derived) throws IOException {
        Path pack = Files.createDirectories(folder.resolve(derived ? "derived" : "mirror"));
        List<String> mapped = derived ? mapped().stream().map(Table::name).toList() : List.of("idle");
        List<String> captured = new ArrayList<>(all().stream().map(Table::name).toList());
        captured.add("idle");
        Files.createDirectories(pack.resolve("mapping"));
        Files.writeString(
                pack.resolve("pack.yml"),
                "pack: bench\nversion: \"1\"\ntitle: {en: Benchmark, zh: 基准测试}\nkind: postgresql\ntables:\n"
                        + captured.stream()
                                .map(name -> "  public." + name + ":\n    key: [id]\n    columns: [" + COLUMNS + "]\n")
                                .collect(Collectors.joining())
                        + "mappings:\n"
                        + mapped.stream()
                                .map(name -> "  stock_movement." + name + ":\n    key: bigint\n    prefix: \"" + name
                                        + ":\"\n    touched_by:\n      " + name + ": select id, _tx from changed\n")
                                .collect(Collectors.joining()));
        for (String name : mapped) {
            Files.writeString(pack.resolve("mapping/stock_movement." + name + ".sql"), MAPPING.formatted(name));
        }
        return PackLoader.load(pack.toString());
    }
}
