package yecai.hub.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Views for tests that need no database, and the SQL that is written for them. */
public final class SampleRelation {
    private SampleRelation() {}

    /** finance.receipt with columns of most types, of which source and entity_key are the key. */
    public static Relation receipt() {
        return of(
                "receipt",
                "source",
                ValueType.TEXT,
                "entity_key",
                ValueType.TEXT,
                "company",
                ValueType.TEXT,
                "amount",
                ValueType.NUMERIC,
                "due_date",
                ValueType.DATE,
                "changed_at",
                ValueType.TIMESTAMPTZ,
                "is_open",
                ValueType.BOOLEAN,
                "line_count",
                ValueType.INTEGER,
                "rate",
                ValueType.DOUBLE,
                "details",
                ValueType.JSON);
    }

    /** finance.loose, whose rows no key tells apart. */
    public static Relation withoutKey() {
        return of("loose", "company", ValueType.TEXT, "amount", ValueType.NUMERIC, "details", ValueType.JSON);
    }

    private static Relation of(String view, Object... namesAndTypes) {
        List<Relation.Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Relation.Column(
                    new Name((String) namesAndTypes[i]),
                    (ValueType) namesAndTypes[i + 1],
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    ""));
        }
        return new Relation(new Name("finance"), new Name(view), "", Relation.Currency.CHANGES, columns);
    }

    /** The text of a query, with a question mark for each value. */
    public static String sql(QueryText query) {
        return query.parameterized();
    }

    /** The values of a query in their order. */
    public static List<String> values(QueryText query) {
        return query.values().stream().map(QueryText.Value::text).toList();
    }
}
