package yecai.hub.access.audit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Rows of the hub chained by hashes, in schema hub. Either each row names the hash before (columns prev_hash and hash),
 * or rows have a hash each and a table {@code NAME_batch} chains batches of them. A row's hash is SHA-256 over its
 * other columns as a JSON array, times as microseconds since 1970, after the hash before where the row names one. It is
 * computed here with the server's own functions, not with the hub's, which a superuser could have replaced.
 *
 * @param table the table with the rows
 * @param columns what is hashed, in order, as SQL over the row c; the first is the row's number
 * @param isBatched whether batches are chained rather than rows
 */
public record AuditChain(String table, String number, List<String> columns, boolean isBatched) {
    /** Names of tables and columns in angle brackets, which handles leave alone otherwise. */
    static final TemplateEngine NAMES = new DefinedAttributeTemplateEngine();

    private static final String COLUMNS = ClasspathSqlLocator.create().locate(AuditChain.class, "chainedColumns");

    private static final Map<String, List<String>> KNOWN = Map.of(
            "audit", List.of("audit", "happened_at", "actor", "action", "subject", "detail"),
            "data_access",
                    List.of(
                            "entry",
                            "happened_at",
                            "principal",
                            "credential",
                            "correlation",
                            "action",
                            "dataset",
                            "request",
                            "outcome",
                            "returned_rows"));

    /** The last row of a chain; number 0 of an empty one. */
    public record Head(String chain, long number, String hash) {}

    private record ColumnRow(String chain, String columnName, boolean isTime, boolean isBatched) {
        /** What is hashed of the column of row c. */
        String hashed() {
            return isTime ? "(extract(epoch from c." + columnName + ") * 1000000)::bigint" : "c." + columnName;
        }
    }

    private record HeadRow(long number, String hash) {}

    public AuditChain {
        columns = List.copyOf(columns);
    }

    /**
     * Says of each chain that this program knows what the hub's lacks: the table, or a column that is hashed. Otherwise a chain
     * whose column somebody renamed would pass, since nobody looks at it.
     */
    public static List<String> listMissing(Handle hub) {
        Map<String, List<String>> found = hub.createQuery(COLUMNS).map(ConstructorMapper.of(ColumnRow.class)).stream()
                .collect(groupingBy(ColumnRow::chain, mapping(ColumnRow::columnName, toList())));
        List<String> missing = new ArrayList<>();
        KNOWN.forEach((chain, columns) -> {
            if (!columns.equals(found.get(chain))) {
                missing.add("hub." + chain + " is not the chain this program knows: its columns are "
                        + found.getOrDefault(chain, List.of()) + " and should be " + columns);
            }
        });
        return missing;
    }

    /** All chains of the hub. */
    public static List<AuditChain> list(Handle hub) {
        Map<String, List<ColumnRow>> tables = new LinkedHashMap<>();
        hub.createQuery(COLUMNS)
                .map(ConstructorMapper.of(ColumnRow.class))
                .forEach(row -> tables.computeIfAbsent(row.chain(), chain -> new ArrayList<>())
                        .add(row));
        return tables.entrySet().stream()
                .map(table -> of(table.getKey(), table.getValue()))
                .toList();
    }

    private static AuditChain of(String table, List<ColumnRow> columns) {
        ColumnRow first = columns.get(0);
        return new AuditChain(
                table,
                first.columnName(),
                columns.stream().map(ColumnRow::hashed).toList(),
                first.isBatched());
    }

    /** The heads of all chains. */
    public static List<Head> listHeads(Handle hub) {
        return list(hub).stream().map(chain -> chain.head(hub)).toList();
    }

    /** Returns the last row, of the batches where these are chained. */
    public Head head(Handle hub) {
        return hub.createQuery(
                        "select <number> as number, encode(hash, 'hex') as hash from <table> order by <number> desc"
                                + " limit 1")
                .setTemplateEngine(NAMES)
                .define("number", headNumber())
                .define("table", headTable())
                .map(ConstructorMapper.of(HeadRow.class))
                .findOne()
                .map(row -> new Head(table, row.number(), row.hash()))
                .orElseGet(() -> new Head(table, 0, ""));
    }

    private String headTable() {
        return "hub." + table + (isBatched ? "_batch" : "");
    }

    private String headNumber() {
        return isBatched ? "batch" : number;
    }

    /** Names the first row that was changed, reordered or follows one that is gone; empty if the chain is whole. */
    public Optional<String> findFirstBad(Handle hub) {
        return ChainCheck.findFirstBad(hub, this);
    }

    /** Says what is wrong if the row that was the head then is gone, or another now. */
    public Optional<String> findCut(Handle hub, Head then) {
        if (then.number() == 0) {
            return Optional.empty();
        }
        String place = headTable() + " " + headNumber() + " " + then.number();
        Optional<String> hash = hub.createQuery("select encode(hash, 'hex') from <table> where <number> = :then")
                .setTemplateEngine(NAMES)
                .define("table", headTable())
                .define("number", headNumber())
                .bind("then", then.number())
                .mapTo(String.class)
                .findOne();
        if (hash.isEmpty()) {
            return Optional.of(place + ": the anchor contains it but the hub does not; the chain was truncated");
        }
        return hash.get().equals(then.hash())
                ? Optional.empty()
                : Optional.of(place + ": its hash is not the anchor's; the chain was rewritten");
    }
}
