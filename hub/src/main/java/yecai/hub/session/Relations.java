package yecai.hub.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads which governed views the session's principal may select from; the only maker of names. */
public final class Relations {
    /** PostgreSQL adds so much to the modifier of numeric. */
    private static final int MODIFIER_OFFSET = 4;

    private static final QueryText SQL = new QueryText();

    static {
        SQL.trusted(resource());
    }

    private Relations() {}

    /** Lists the views in the order of their names. */
    public static List<Relation> list(Session session) throws IOException {
        Map<String, Relation> heads = new LinkedHashMap<>();
        Map<String, List<Relation.Column>> columns = new LinkedHashMap<>();
        session.read(SQL, 0, row -> {
            String id = row.getString("schema") + "." + row.getString("view");
            if (!heads.containsKey(id)) {
                heads.put(id, head(row));
                columns.put(id, new ArrayList<>());
            }
            columns.get(id).add(column(row));
        });
        return heads.entrySet().stream()
                .map(head -> new Relation(
                        head.getValue().schema(),
                        head.getValue().name(),
                        head.getValue().comment(),
                        head.getValue().currency(),
                        columns.get(head.getKey())))
                .toList();
    }

    /** Makes a view of what hub.api_dataset gave; empty where nobody has recorded what can change its rows. */
    static Optional<Relation> ofRow(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        if (currency == null) {
            return Optional.empty();
        }
        String[] names = (String[]) row.getArray("column_names").getArray();
        String[] types = (String[]) row.getArray("column_types").getArray();
        Integer[] modifiers = (Integer[]) row.getArray("column_modifiers").getArray();
        List<Relation.Column> columns = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            int modifier = modifiers[i] - MODIFIER_OFFSET;
            columns.add(new Relation.Column(
                    new Name(names[i]),
                    ValueType.of(types[i]),
                    modifier < 0 ? OptionalInt.empty() : OptionalInt.of(modifier >> 16 & 0xFFFF),
                    modifier < 0 ? OptionalInt.empty() : OptionalInt.of(modifier & 0x7FF),
                    ""));
        }
        return Optional.of(new Relation(
                new Name(row.getString("schema_name")),
                new Name(row.getString("view_name")),
                "",
                Relation.Currency.valueOf(currency.toUpperCase(Locale.ROOT)),
                columns));
    }

    private static Relation head(ResultSet row) throws SQLException {
        return new Relation(
                new Name(row.getString("schema")),
                new Name(row.getString("view")),
                row.getString("view_comment"),
                Relation.Currency.valueOf(row.getString("currency").toUpperCase(Locale.ROOT)),
                List.of());
    }

    private static Relation.Column column(ResultSet row) throws SQLException {
        return new Relation.Column(
                new Name(row.getString("column")),
                ValueType.of(row.getString("type")),
                number(row, "precision"),
                number(row, "scale"),
                row.getString("column_comment"));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static String resource() {
        try (InputStream file = Relations.class.getResourceAsStream("relations.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new IllegalStateException("relations.sql cannot be read", problem);
        }
    }
}
