package yecai.cdc.reconcile;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** Keys of a table as SQL, in portions that one statement can hold; they cannot be parameters, since COPY takes none. */
final class KeyTexts {
    private static final int KEYS_A_STATEMENT = 1_000;

    private KeyTexts() {}

    /**
     * Conditions on a table's rows, each of which selects some of the keys.
     *
     * @param types the types of the table's columns, by name
     * @param encoding how the table's texts are encoded, if its database does not say so
     */
    static List<String> conditions(
            MirrorTable table, Map<String, String> types, Set<List<String>> keys, Optional<TextEncoding> encoding) {
        List<MirrorColumn> columns = table.keyColumns();
        List<String> keyTypes = columns.stream()
                .map(column -> types.get(column.name()))
                .map(type -> isOfPostgres(type) ? type : "text")
                .toList();
        String names = columns.stream()
                .map(column ->
                        Identifier.quote(column.name()) + (isOfPostgres(types.get(column.name())) ? "" : "::text"))
                .collect(Collectors.joining(", ", "(", ")"));
        return portions(keys).stream()
                .map(portion -> names + " in (values " + rows(portion, keyTypes, text -> literal(text, encoding)) + ")")
                .toList();
    }

    /** Lists of rows for {@code values}, in the types of the mirror. */
    static List<String> values(MirrorTable table, Set<List<String>> keys) {
        List<String> types = table.keyColumns().stream().map(MirrorColumn::type).toList();
        return portions(keys).stream()
                .map(portion -> rows(portion, types, SqlLiteral::of))
                .toList();
    }

    /** Types of the ERP may be in schemas that the hub's login may not use; their texts can be compared nevertheless. */
    private static boolean isOfPostgres(String type) {
        return !type.contains(".");
    }

    // the statement is ASCII, so that it means the same in any encoding
    private static String literal(String text, Optional<TextEncoding> encoding) {
        if (encoding.isEmpty() || text.chars().allMatch(letter -> letter < 128)) {
            return SqlLiteral.of(text);
        }
        Charset charset = encoding.get().table();
        if (!charset.newEncoder().canEncode(text)) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "a key of the ERP is no text in " + encoding.get().charset().name());
        }
        return "convert_from('\\x" + HexFormat.of().formatHex(text.getBytes(charset)) + "'::bytea, 'SQL_ASCII')";
    }

    private static String rows(List<List<String>> keys, List<String> types, UnaryOperator<String> literal) {
        return keys.stream()
                .map(key -> IntStream.range(0, types.size())
                        .mapToObj(i -> literal.apply(key.get(i)) + "::" + types.get(i))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
    }

    private static List<List<List<String>>> portions(Set<List<String>> keys) {
        List<List<String>> all = new ArrayList<>(keys);
        List<List<List<String>>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_A_STATEMENT) {
            portions.add(all.subList(from, Math.min(all.size(), from + KEYS_A_STATEMENT)));
        }
        return portions;
    }
}
