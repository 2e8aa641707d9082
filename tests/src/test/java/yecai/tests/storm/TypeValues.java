package yecai.tests.storm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes values of any type that a database has, edge values often, as texts in PostgreSQL's input form. */
final class TypeValues {
    private static final String TYPES = """
            select t.oid, t.typtype::text, t.typcategory::text, t.typname, t.typelem, t.typbasetype,
                coalesce(r.rngsubtype, m.rngtypid, 0),
                array(select e.enumlabel::text from pg_enum as e where e.enumtypid = t.oid order by e.enumsortorder),
                array(select a.atttypid::bigint from pg_attribute as a
                    where a.attrelid = t.typrelid and t.typtype = 'c' and a.attnum > 0 and not a.attisdropped order by a.attnum)
            from pg_type as t
            left join pg_range as r on r.rngtypid = t.oid
            left join pg_range as m on m.rngmultitypid = t.oid
            """;
    private static final Map<String, String[]> EDGES = Map.ofEntries(
            Map.entry("numeric", new String[] {"NaN", "0", "0.00", "-1.50", "1e20", "123.456", "-0.001", "Infinity"}),
            Map.entry("float4", new String[] {"NaN", "Infinity", "-Infinity", "-0", "1e-40", "3.4e38"}),
            Map.entry("float8", new String[] {"NaN", "Infinity", "-Infinity", "-0", "5e-324", "0.1"}),
            Map.entry("date", new String[] {"infinity", "-infinity", "0044-03-15 BC", "5874897-12-31", "2026-02-28"}),
            Map.entry("time", new String[] {"24:00:00", "00:00:00", "23:59:59.999999", "12:30:00.5"}),
            Map.entry("timetz", new String[] {"24:00:00-15:59", "12:00:00+05:30", "00:00:00.000001+00"}),
            Map.entry(
                    "timestamp",
                    new String[] {"infinity", "-infinity", "294276-12-31 23:59:59.999999", "0001-01-01 00:00:00 BC"}),
            Map.entry(
                    "timestamptz",
                    new String[] {"infinity", "-infinity", "294276-12-31 23:59:59+00", "1900-01-01+08:05:43"}),
            Map.entry(
                    "interval",
                    new String[] {"1 year -2 days 00:00:00.000001", "infinity", "-1 mon", "30 days", "-25:00:00", "0"}),
            Map.entry("json", new String[] {"{\"a\":1,  \"a\":2}", "null", "[1.0, \"\\u0041\"]"}),
            Map.entry("jsonb", new String[] {"{\"b\":1.00}", "null", "[]"}),
            Map.entry("xml", new String[] {"<a/>", "text", "<a>&lt;</a>"}),
            Map.entry("bit", new String[] {"0", "1"}),
            Map.entry("varbit", new String[] {"", "0", "0001", "1"}),
            Map.entry("inet", new String[] {"10.0.0.1/8", "::1"}),
            Map.entry("cidr", new String[] {"10.0.0.0/8", "2001:db8::/32"}),
            Map.entry("macaddr", new String[] {"08:00:2b:01:02:03"}),
            Map.entry("macaddr8", new String[] {"08:00:2b:01:02:03:04:05"}),
            Map.entry("tsvector", new String[] {"'a':1A 'b c'", ""}),
            Map.entry("tsquery", new String[] {"'a' & !'b'"}),
            Map.entry("point", new String[] {"(1,-2.5)", "(NaN,Infinity)"}),
            Map.entry("line", new String[] {"{1,2,3}"}),
            Map.entry("lseg", new String[] {"[(0,0),(1,1)]"}),
            Map.entry("box", new String[] {"(2,2),(0,0)"}),
            Map.entry("path", new String[] {"[(0,0),(1,1)]"}),
            Map.entry("polygon", new String[] {"((0,0),(1,1),(1,0))"}),
            Map.entry("circle", new String[] {"<(0,0),1>"}),
            Map.entry("money", new String[] {"-1234567.89", "0", "0.01"}),
            Map.entry("pg_lsn", new String[] {"16/B374D848"}),
            Map.entry("hstore", new String[] {"a=>1, b=>NULL", "", "\"q\\\"\"=>\"x y\""}),
            Map.entry("jsonpath", new String[] {"$.a[*]"}),
            Map.entry("regclass", new String[] {"pg_class", "pg_type"}));
    private static final String[] TEXTS = {
        "",
        " ",
        "null",
        "NULL",
        "\\N",
        "\\.",
        "tab\there",
        "line\nfeed\r",
        "back\\slash",
        "q'uo\"te",
        "{a,b}",
        "业财 😀",
        "(x)"
    };

    private final Map<Long, Type> types = new HashMap<>();
    private final Random random;

    private record Type(
            String kind,
            String category,
            String name,
            long element,
            long base,
            long inner,
            List<String> labels,
            List<Long> attributes) {}

    TypeValues(Connection connection, Random random) throws SQLException {
        this.random = random;
        try (PreparedStatement statement = connection.prepareStatement(TYPES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                types.put(
                        row.getLong(1),
                        new Type(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                List.of((String[]) row.getArray(8).getArray()),
                                List.of((Long[]) row.getArray(9).getArray())));
            }
        }
    }

    /** Returns the input text of a value, or null if this type has no values that could be guessed. */
    String of(long oid) {
        Type type = types.get(oid);
        if (type == null) {
            return null;
        }
        return switch (type.kind) {
            case "d" -> of(type.base);
            case "e" -> type.labels.isEmpty() ? null : pick(type.labels);
            case "c" -> composite(type);
            case "r" -> range(type.inner);
            case "m" -> random.nextInt(4) == 0 ? "{}" : "{" + range(types.get(type.inner).inner) + "}";
            default -> type.category.equals("A") && type.element != 0 ? array(type.element) : plain(type.name);
        };
    }

    private String plain(String name) {
        String[] edges = EDGES.get(name);
        if (edges != null && random.nextInt(3) > 0) {
            return edges[random.nextInt(edges.length)];
        }
        return switch (name) {
            case "int2" -> Integer.toString(random.nextInt(65_536) - 32_768);
            case "int4" -> Integer.toString(random.nextBoolean() ? random.nextInt() : random.nextInt(1_000));
            case "int8" -> Long.toString(random.nextBoolean() ? random.nextLong() : random.nextInt(1_000));
            case "oid", "xid", "xid8" -> Long.toString(random.nextInt(Integer.MAX_VALUE));
            case "numeric", "money" -> random.nextInt(1_000_000) / 100 + "." + (10 + random.nextInt(90));
            case "float4" -> Float.toString(random.nextFloat());
            case "float8" -> Double.toString(random.nextGaussian());
            case "bool" -> random.nextBoolean() ? "t" : "f";
            case "date" ->
                "20" + (10 + random.nextInt(90)) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
            case "timestamp", "timestamptz" ->
                "20" + (10 + random.nextInt(90)) + "-01-1" + random.nextInt(10) + " 1" + random.nextInt(10) + ":00:0"
                        + random.nextInt(10) + "." + random.nextInt(1_000_000);
            case "time", "timetz" -> "1" + random.nextInt(10) + ":00:00";
            case "interval" -> random.nextInt(100) + " days " + random.nextInt(100) + " seconds";
            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case "bytea" ->
                "\\x" + Long.toHexString(random.nextLong() | 1L << 63).repeat(random.nextInt(40) == 0 ? 400 : 1);
            case "text", "varchar", "bpchar", "citext", "name", "char" -> text();
            default -> edges == null ? null : edges[random.nextInt(edges.length)];
        };
    }

    private String text() {
        if (random.nextInt(3) == 0) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        String word = Integer.toString(random.nextInt(100_000), 36);
        // now and then one that is stored apart from its row
        return random.nextInt(12) == 0 ? (word + Long.toString(random.nextLong(), 36)).repeat(300) : word;
    }

    private String array(long element) {
        int size = random.nextInt(4);
        Type type = types.get(element);
        // the only type whose arrays are written with semicolons
        String separator = type != null && type.name.equals("box") ? ";" : ",";
        List<String> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(quoted(of(element), "NULL"));
        }
        String flat = "{" + String.join(separator, values) + "}";
        return size > 0 && random.nextInt(6) == 0 ? "{" + flat + separator + flat + "}" : flat;
    }

    private String composite(Type type) {
        List<String> values = new ArrayList<>();
        for (long attribute : type.attributes) {
            values.add(quoted(random.nextInt(5) == 0 ? null : of(attribute), ""));
        }
        return "(" + String.join(",", values) + ")";
    }

    private String range(long subtype) {
        String value = of(subtype);
        return switch (random.nextInt(5)) {
            case 0 -> "empty";
            case 1 -> "(,)";
            case 2 -> "[" + quoted(value, "") + ",)";
            case 3 -> "(," + quoted(value, "") + ")";
            default -> "[" + quoted(value, "") + "," + quoted(value, "") + "]";
        };
    }

    private static String quoted(String value, String nothing) {
        return value == null ? nothing : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
