package yecai.hub.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads which governed views the session's principal may select from; the only maker of names. */
public final class Relations {
    /** PostgreSQL adds so much to the modifier of numeric. */
    private static final int MODIFIER_OFFSET = 4;

    /**
     * What the server has said of a view, in its own bytes. Each session asks for it; what is said again need not be taken apart
     * again.
     */
    private record Described(
            String schema,
            String view,
            String currency,
            ByteBuffer columnNames,
            ByteBuffer columnTypes,
            ByteBuffer columnModifiers) {
        static Described of(ResultSet row) throws SQLException {
            return new Described(
                    row.getString("schema_name"),
                    row.getString("view_name"),
                    row.getString("currency"),
                    ByteBuffer.wrap(row.getBytes("column_names")),
                    ByteBuffer.wrap(row.getBytes("column_types")),
                    ByteBuffer.wrap(row.getBytes("column_modifiers")));
        }

        List<Object> content(ResultSet row) throws SQLException {
            return List.of(
                    schema,
                    view,
                    currency,
                    List.of(texts(row, "column_names")),
                    List.of(texts(row, "column_types")),
                    List.of((Integer[]) row.getArray("column_modifiers").getArray()));
        }
    }

    private static final int MOST_KNOWN = 1_000;
    private static final Cache<Described, Relation> KNOWN =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
    /** By what was said, which the server writes in two ways: views of which the same is said are one object. */
    private static final Cache<List<Object>, Relation> SAME =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    private Relations() {}

    /** Lists the views in the order of their names. */
    public static List<Relation> list(Session session) throws IOException {
        List<Relation> relations = new ArrayList<>();
        session.readAsApi(
                principal -> new QueryText()
                        .sql("""
                                select d.schema_name, d.view_name, d.currency, d.column_names, d.column_types,
                                    d.column_modifiers, d.view_comment, d.column_comments
                                from hub.api_datasets(""")
                        .value(ValueType.TEXT, principal)
                        .sql(") as d"),
                row -> relations.add(relation(row, row.getString("view_comment"), texts(row, "column_comments"))));
        return relations;
    }

    /** Makes a view of what hub.api_dataset gave; empty if what can change its rows is not recorded. */
    static Optional<Relation> ofRow(ResultSet row) throws SQLException {
        if (row.getString("currency") == null) {
            return Optional.empty();
        }
        Described described = Described.of(row);
        Relation known = KNOWN.getIfPresent(described);
        if (known == null) {
            Relation read = relation(row, "", new String[0]);
            known = SAME.get(described.content(row), same -> read);
            KNOWN.put(described, known);
        }
        return Optional.of(known);
    }

    private static Relation relation(ResultSet row, String comment, String[] columnComments) throws SQLException {
        String[] names = texts(row, "column_names");
        String[] types = texts(row, "column_types");
        Integer[] modifiers = (Integer[]) row.getArray("column_modifiers").getArray();
        List<Relation.Column> columns = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            int modifier = modifiers[i] - MODIFIER_OFFSET;
            columns.add(new Relation.Column(
                    new Name(names[i]),
                    ValueType.of(types[i]),
                    modifier < 0 ? OptionalInt.empty() : OptionalInt.of(modifier >> 16 & 0xFFFF),
                    modifier < 0 ? OptionalInt.empty() : OptionalInt.of(modifier & 0x7FF),
                    columnComments.length == 0 ? "" : columnComments[i]));
        }
        return new Relation(
                new Name(row.getString("schema_name")),
                new Name(row.getString("view_name")),
                comment,
                Relation.Currency.valueOf(row.getString("currency").toUpperCase(Locale.ROOT)),
                columns);
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }
}
