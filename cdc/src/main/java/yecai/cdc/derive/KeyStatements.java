package yecai.cdc.derive;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.pack.Mapping;
import yecai.sql.text.SqlLiteral;

/** The statements that move keys between {@code pg_temp._touched}, which knows mappings by number, and tables of the hub. */
final class KeyStatements {
    private static final SqlTemplate CODES = SqlTemplate.read(KeyStatements.class, "touch-codes.sql");
    private static final SqlTemplate KEEP = SqlTemplate.read(KeyStatements.class, "keep-keys.sql");
    private static final SqlTemplate KEPT = SqlTemplate.read(KeyStatements.class, "touch-kept.sql");

    private KeyStatements() {}

    static String touchCodes(String source, List<Mapping> mappings) {
        return CODES.fill(values(source, mappings));
    }

    static String touchKept(String source, List<Mapping> mappings) {
        return KEPT.fill(values(source, mappings));
    }

    static String keep(String source, List<Mapping> mappings) {
        return KEEP.fill(values(source, mappings));
    }

    private static SqlValues values(String source, List<Mapping> mappings) {
        String numbers = IntStream.range(0, mappings.size())
                .mapToObj(i -> "(" + i + ", " + SqlLiteral.of(mappings.get(i).name()) + ")")
                .collect(Collectors.joining(", "));
        return SqlValues.NONE.literal("source", source).sql("mappings", numbers);
    }
}
