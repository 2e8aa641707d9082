package yecai.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.bench.backlog.Backlog;

/** The 200 tables of {@link MemoryBench}, and what is written into the backlog's. */
final class ManyTables {
    static final int TABLES = 198;
    static final int LARGE_ROWS = 8;

    private ManyTables() {}

    /** Inserts so many small rows. */
    static String insert(long first, long rows) {
        return "insert into public.moves select n, 'C' || n % 50, 'M' || n % 9973, date '2026-01-01' + (n % 300)::integer,"
                + " (n % 1000) / 7.0, (n % 100000) / 3.0, 'move number ' || n, clock_timestamp() from generate_series("
                + first + "::bigint, " + (first + rows - 1) + "::bigint) as n";
    }

    /** Inserts rows of 10 MB. */
    static String large(long first) {
        return "insert into public.moves select n, 'C1', 'M1', '2026-01-01', 1, 1,"
                + " (select string_agg(md5(n || '-' || i), '') from generate_series(1, 327680) as i), clock_timestamp()"
                + " from generate_series(" + first + "::bigint, " + (first + LARGE_ROWS - 1) + "::bigint) as n";
    }

    static List<String> names() {
        return IntStream.rangeClosed(1, TABLES)
                .mapToObj(number -> String.format(Locale.ROOT, "t%03d", number))
                .toList();
    }

    /** Writes the backlog's pack with the many tables into the folder. */
    static Path pack(Path folder) throws IOException {
        Backlog.pack(folder, true);
        Path pack = folder.resolve("derived");
        Path file = pack.resolve("pack.yml");
        String tables = names().stream()
                .map(name -> "  public." + name + ":\n    key: [id]\n    columns: [id, note, amount]\n")
                .collect(Collectors.joining());
        Files.writeString(file, Files.readString(file).replace("mappings:\n", tables + "mappings:\n"));
        return pack;
    }
}
