package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;
import yecai.sql.text.SqlLiteral;

/** Every type with its edge values through load, insert, update, delete, a move of the key, and an unchanged large value. */
class TypesIT {
    private static final String TYPES = """
            create extension hstore; create extension citext; create extension btree_gist;
            create schema "Odd Types";
            create type mood as enum ('sad', 'o k', 'ha"ppy', '业财');
            create type "Odd Types"."My, Type" as (a integer, b text, c numeric[]);
            create domain price as numeric(12, 2) check (value is null or value > -1000000000);
            create domain deep_price as price not null;
            create domain feeling as mood;
            create domain many as integer[];
            create domain pair as "Odd Types"."My, Type";
            create type floatrange as range (subtype = float8, subtype_diff = float8mi);
            """;

    private record Case(String type, List<String> values) {}

    private static Case of(String type, String... values) {
        return new Case(type, List.of(values));
    }

    private static final List<Case> CASES = List.of(
            of("smallint", "-32768", "32767"),
            of("integer", "-2147483648", "0"),
            of("bigint", "-9223372036854775808", "9223372036854775807"),
            of("real", "NaN", "-Infinity", "1e-45", "3.4028235e38", "-0"),
            of("double precision", "NaN", "Infinity", "5e-324", "0.1", "-0"),
            of(
                    "numeric",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "1.10",
                    "0.000",
                    "1e-20",
                    "123456789012345678901234567890.12345"),
            of("numeric(10, 3)", "NaN", "1", "-1234567.891"),
            of("numeric(3, -2)", "12300", "NaN"),
            of("money", "-1234567.89", "92233720368547758.07", "0"),
            of("boolean", "t", "f"),
            of(
                    "text",
                    "",
                    "tab\there",
                    "line\nfeed\r",
                    "back\\slash",
                    "\\N",
                    "\\.",
                    "业财 😀",
                    "quote'\"",
                    "{a,b}",
                    "null"),
            of("character varying(20)", "", " padded ", "业财"),
            of("character(6)", "ab", "", "  x"),
            of("\"char\"", "x", ""),
            of("name", "a name"),
            of("bytea", "", "\\x00ff5c0a", "\\x5f5f"),
            of("date", "infinity", "-infinity", "0044-03-15 BC", "5874897-12-31", "4713-01-01 BC", "2026-02-28"),
            of("time", "24:00:00", "00:00:00", "23:59:59.999999"),
            of("time(3)", "12:00:00.1235"),
            of("time with time zone", "24:00:00-15:59", "12:00:00.5+05:30", "00:00:00+15:59:59"),
            of(
                    "timestamp",
                    "infinity",
                    "-infinity",
                    "294276-12-31 23:59:59.999999",
                    "4713-01-01 00:00:00 BC",
                    "0001-01-01 00:00:00.000001",
                    "2026-01-01 12:00:00.12"),
            of("timestamp(3)", "2026-01-01 12:00:00.1235"),
            of(
                    "timestamp with time zone",
                    "infinity",
                    "-infinity",
                    "294276-12-31 23:59:59.999999+00",
                    "4713-01-02 00:00:00+00 BC",
                    "2026-03-29 02:30:00+02",
                    "1900-01-01 00:00:00+08:05:43"),
            of(
                    "interval",
                    "1 year 2 months -3 days +04:05:06.789",
                    "-1 mons +2 days -00:00:00.000001",
                    "178000000 years",
                    "30 days",
                    "1 month",
                    "-1 year 2 mons",
                    "25:00:00"),
            of("interval day to second(2)", "1 day 02:03:04.567"),
            of("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            of("json", "{\"a\":1,  \"a\":2}", "null", "\"\\u0041\"", "1.0"),
            of("jsonb", "{\"b\": 1.00, \"a\": null}", "null", "\"\\n\""),
            of("jsonpath", "$.a[*] ? (@ > 1)"),
            of("xml", "<a b=\"c\">d &amp; e</a>", "plain", "<?xml version=\"1.0\"?><a/>"),
            of("bit(5)", "00101", "00000"),
            of("bit varying", "", "000", "0001", "1"),
            of("bit varying(12)", "000000000001"),
            of("inet", "192.168.0.1/24", "::1", "10.0.0.0"),
            of("cidr", "10.0.0.0/8", "2001:db8::/32"),
            of("macaddr", "08:00:2b:01:02:03"),
            of("macaddr8", "08:00:2b:01:02:03:04:05"),
            of("tsvector", "'a':1A 'b c':2,3", ""),
            of("tsquery", "'a' & !'b' <-> 'c'"),
            of("point", "(1.5,-2)", "(NaN,Infinity)"),
            of("line", "{1,2,3}"),
            of("lseg", "[(0,0),(1,1)]"),
            of("box", "(2,2),(0,0)"),
            of("path", "[(0,0),(1,1)]", "((0,0),(1,1))"),
            of("polygon", "((0,0),(1,1),(1,0))"),
            of("circle", "<(0,0),1>"),
            of("pg_lsn", "16/B374D848"),
            of("xid", "4294967295"),
            of("xid8", "18446744073709551615"),
            of("oid", "4294967295"),
            of("tid", "(0,1)"),
            of("txid_snapshot", "10:20:10,14"),
            of("regclass", "pg_class"),
            of("regtype", "integer"),
            of("regproc", "now"),
            of("int4range", "[1,5)", "empty", "(,)"),
            of("int8range", "[1,)"),
            of("numrange", "(1.10,2.0]", "[NaN,NaN]"),
            of("tsrange", "[2026-01-01 00:00,infinity)", "empty"),
            of("tstzrange", "[2026-01-01 00:00+02,)"),
            of("daterange", "(,2026-01-01)"),
            of("floatrange", "[0.1,NaN)"),
            of("int4multirange", "{[1,2),[5,6)}", "{}"),
            of("datemultirange", "{[2026-01-01,2026-02-01),[2027-01-01,)}"),
            of("mood", "sad", "o k", "ha\"ppy", "业财"),
            of("\"Odd Types\".\"My, Type\"", "(1,\"a,b\",\"{1.10,NaN}\")", "(,,)"),
            of("price", "1.5", "NaN"),
            of("deep_price", "1.00"),
            of("feeling", "o k"),
            of("many", "{1,2}"),
            of("pair", "(7,x,)"),
            of("hstore", "a=>1, \"b c\"=>NULL", ""),
            of("citext", "MiXed"),
            of("oidvector", "1 2 3"),
            of("smallint[]", "{1,NULL,3}", "{}"),
            of("integer[]", "[2:3]={1,2}", "{{1,2},{3,NULL}}"),
            of("bigint[]", "{9223372036854775807}"),
            of("numeric[]", "{NaN,NULL,1.10,Infinity}", "{{1.0,2.00},{NaN,NULL}}"),
            of("numeric(6, 2)[]", "{1,2.345}"),
            of("real[]", "{NaN,-0,1e-45}"),
            of("double precision[]", "{Infinity,0.1}"),
            of("boolean[]", "{t,f,NULL}"),
            of("text[]", "{\"a,b\",NULL,\"NULL\",\"\",\"q\\\"uote\",\"back\\\\slash\"}", "{{a,b},{c,d}}"),
            of("character varying(5)[]", "{ab}"),
            of("character(3)[]", "{a,bc}"),
            of("bytea[]", "{\"\\\\x00ff\",NULL}"),
            of("date[]", "{infinity,-infinity,2026-01-01,\"0044-03-15 BC\"}"),
            of("time[]", "{24:00:00}"),
            of("time with time zone[]", "{12:00:00+05:30}"),
            of("timestamp[]", "{infinity,\"2026-01-01 00:00:00.5\"}"),
            of("timestamp with time zone[]", "{\"294276-12-31 23:59:59+00\"}"),
            of("interval[]", "{\"1 mon -2 days\",\"30 days\"}"),
            of("uuid[]", "{00000000-0000-0000-0000-000000000000}"),
            of("json[]", "{\"{\\\"a\\\":  1}\"}"),
            of("jsonb[]", "{\"{\\\"a\\\": 1}\"}"),
            of("xml[]", "{<a/>}"),
            of("money[]", "{1.5}"),
            of("bit(3)[]", "{001}"),
            of("bit varying[]", "{0001,\"\"}"),
            of("inet[]", "{10.0.0.1/8}"),
            of("point[]", "{\"(1,2)\"}"),
            of("box[]", "{(2,2),(0,0);(3,3),(1,1)}"),
            of("int4range[]", "{\"[1,5)\"}"),
            of("int4multirange[]", "{\"{[1,2)}\"}"),
            of("mood[]", "{sad,\"ha\\\"ppy\"}"),
            of("price[]", "{1.5,NULL}"),
            of("feeling[]", "{sad}"),
            of("\"Odd Types\".\"My, Type\"[]", "{\"(1,a,)\"}"),
            of("hstore[]", "{\"a=>1\"}"),
            of("citext[]", "{Ab}"));

    private static final List<Case> INFINITE_INTERVALS = List.of(
            of("interval", "infinity", "-infinity", "178000000 years"),
            of("interval[]", "{\"1 mon -2 days\",infinity}"));

    @Test
    void everyType_keepsItsTextThroughLoadAndCapture() throws SQLException {
        keepTheirTexts(CASES);
    }

    @Test
    void infiniteInterval_keepsItsTextThroughLoadAndCapture() throws SQLException {
        int version = TestServers.majorVersion(Role.ERP);
        assumeTrue(version >= 17, "the ERP is PostgreSQL " + version + "; intervals are infinite since 17");
        keepTheirTexts(INFINITE_INTERVALS);
    }

    private static void keepTheirTexts(List<Case> cases) throws SQLException {
        StringBuilder schema = new StringBuilder(TYPES);
        StringBuilder load = new StringBuilder();
        StringBuilder changes = new StringBuilder();
        for (int t = 0; t < cases.size(); t++) {
            Case type = cases.get(t);
            String table = "t" + t;
            schema.append("create table ")
                    .append(table)
                    .append(" (id integer primary key, v ")
                    .append(type.type)
                    .append(type.type.startsWith("deep") ? " default 0" : "")
                    .append(", n integer, w ")
                    .append(type.type)
                    .append(type.type.startsWith("deep") ? " default 0" : "")
                    .append(", big text);\n")
                    .append("alter table ")
                    .append(table)
                    .append(" alter big set storage external;\n");
            for (int i = 0; i < type.values.size(); i++) {
                String v = SqlLiteral.of(type.values.get(i));
                String w = SqlLiteral.of(type.values.get(type.values.size() - 1 - i));
                load.append(insert(table, i, v, w));
                changes.append(insert(table, 100 + i, v, w));
                changes.append("update ")
                        .append(table)
                        .append(" set v = ")
                        .append(w)
                        .append(", n = 1 where id = ")
                        .append(i)
                        .append(";\n");
            }
            load.append(insert(table, 50, "default", "default"))
                    .append(insert(table, 51, SqlLiteral.of(type.values.get(0)), "default"));
            changes.append("update ")
                    .append(table)
                    .append(" set id = 151 where id = 51; delete from ")
                    .append(table)
                    .append(" where id = 100; update ")
                    .append(table)
                    .append(" set n = 2 where id = 0;\n");
        }
        try (ShopBed bed = ShopBed.capturingAll(schema.toString(), "public")) {
            bed.erp(load.toString());
            bed.load();
            assertThat(bed.differences()).isEmpty();
            bed.capture();
            bed.erp(changes.toString());
            bed.awaitApplied();

            assertThat(bed.differences()).isEmpty();
            assertThat(bed.settings().pack().tables()).hasSize(cases.size());
            assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".t0 where length(big) = 5000"))
                    .containsExactly(Integer.toString(2 * cases.get(0).values.size() + 1));
        }
    }

    private static String insert(String table, int id, String v, String w) {
        return "insert into " + table + " (id, v, w, big) values (" + id + ", " + v + ", " + w
                + ", repeat('x', 5000));\n";
    }
}
