package yecai.tests.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import yecai.sql.text.Identifier;

/** Invents a database: types, tables, keys, names, defaults and constraints that nobody would choose. */
public final class OddSchema {
    private static final List<String> BUILT_IN = List.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "numeric(9, 3)",
            "real",
            "double precision",
            "money",
            "text",
            "varchar(40)",
            "char(9)",
            "name",
            "\"char\"",
            "bytea",
            "date",
            "time",
            "time(2)",
            "timetz",
            "timestamp",
            "timestamptz(3)",
            "timestamptz",
            "interval",
            "boolean",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "bit(1)",
            "varbit",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "tsvector",
            "tsquery",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "pg_lsn",
            "xid8",
            "oid",
            "jsonpath",
            "int4range",
            "numrange",
            "tstzrange",
            "daterange",
            "int8multirange",
            "nummultirange",
            "tsmultirange",
            "regclass");
    private static final List<String> OWN = List.of(
            "hstore",
            "citext",
            "mood",
            "odd.\"Mood\"",
            "odd.pair",
            "odd.nest",
            "odd.amount",
            "odd.feeling",
            "odd.many",
            "odd.floats");
    private static final List<String> KEYS = List.of(
            "integer",
            "bigint",
            "uuid",
            "text",
            "date",
            "timestamptz",
            "mood",
            "smallint",
            "char(9)",
            "odd.amount",
            "bytea");
    private static final List<String> NAMES = List.of(
            "order",
            "Order-Line",
            "select",
            "a b",
            "x\"y",
            "ÄÖ",
            "业务",
            "dot.ted",
            "com,ma",
            "semi;colon",
            "per%cent",
            "UPPER",
            "under_score",
            "$dollar",
            "a'b",
            "back\\slash",
            "1st",
            "tab",
            "colon:x",
            "*",
            "[x]",
            "(y)");

    private final Random random;
    private final StringBuilder sql = new StringBuilder("""
            create extension hstore; create extension citext;
            create schema odd; create schema "Much-Odder";
            create type mood as enum ('', 'o k', 'b"ad', 'c,d');
            create type odd."Mood" as enum ('x', 'X');
            create domain odd.amount as numeric(15, 2);
            create domain odd.feeling as mood;
            create domain odd.many as integer[];
            create type odd.pair as (a integer, "B c" text);
            create type odd.nest as (p odd.pair, m mood[], t timestamptz);
            create type odd.floats as range (subtype = float8);
            """);

    private OddSchema(long seed) {
        this.random = new Random(seed);
    }

    /** Returns SQL that makes it. */
    public static String of(long seed, int tables) {
        OddSchema schema = new OddSchema(seed);
        for (int i = 0; i < tables; i++) {
            schema.addTable(i);
        }
        return schema.sql.toString();
    }

    private void addTable(int number) {
        String schema = List.of("public", "odd", "Much-Odder").get(random.nextInt(3));
        String table = Identifier.quote(schema, NAMES.get(random.nextInt(NAMES.size())) + number);
        List<String> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        int keys = 1 + random.nextInt(2);
        for (int i = 0; i < keys; i++) {
            String name = Identifier.quote(NAMES.get(random.nextInt(NAMES.size())) + "k" + i);
            key.add(name);
            columns.add(name + " " + KEYS.get(random.nextInt(KEYS.size())) + " not null");
        }
        int others = random.nextInt(12);
        for (int i = 0; i < others; i++) {
            columns.add(Identifier.quote(NAMES.get(random.nextInt(NAMES.size())) + i) + " " + type());
        }
        int kind = random.nextInt(6);
        String keyList = String.join(", ", key);
        sql.append("create table ").append(table).append(" (").append(String.join(", ", columns));
        if (kind == 0) {
            sql.append(");\ncreate unique index \"key")
                    .append(number)
                    .append("\" on ")
                    .append(table);
            sql.append(" (").append(keyList).append(");\nalter table ").append(table);
            sql.append(" replica identity using index \"key").append(number).append("\";\n");
        } else if (kind == 1) {
            sql.append(");\ncreate unique index \"key")
                    .append(number)
                    .append("\" on ")
                    .append(table);
            sql.append(" (")
                    .append(keyList)
                    .append(");\nalter table ")
                    .append(table)
                    .append(" replica identity full;\n");
        } else if (kind == 2) {
            sql.append(", primary key (")
                    .append(keyList)
                    .append(")) partition by hash (")
                    .append(key.get(0))
                    .append(");\n");
            for (int i = 0; i < 3; i++) {
                sql.append("create table part_")
                        .append(number)
                        .append('_')
                        .append(i)
                        .append(" partition of ")
                        .append(table);
                sql.append(" for values with (modulus 3, remainder ").append(i).append(");\n");
            }
        } else {
            sql.append(", primary key (").append(keyList).append("));\n");
        }
    }

    private String type() {
        String type = random.nextInt(3) == 0
                ? OWN.get(random.nextInt(OWN.size()))
                : BUILT_IN.get(random.nextInt(BUILT_IN.size()));
        return random.nextInt(4) == 0 && !type.equals("odd.many") ? type + "[]" : type;
    }
}
