package yecai.sql.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Who may write codes, what of a file is refused, and how the report sees duplicates. */
final class CodesIT {
    private static EmbeddedHub hub;
    private static Reader writer;

    @BeforeAll
    static void start() throws SQLException {
        hub = EmbeddedHub.migrated();
        writer = Reader.add(hub, "codes_writer", "finance_writer", "finance_reader")
                .grant("company", "*");
        hub.run("yecai_capture", """
                insert into hub.source (source, pack, pack_version, loaded_at)
                values ('erpa', 'demo', '1', now()), ('erpb', 'demo', '1', now());
                insert into hub.source_company (source, source_company, company, mapped, is_first)
                values ('erpa', 'A1', 'A1', false, true), ('erpa', 'A2', 'A2', false, true), ('erpb', 'B1', 'B1', false, true);
                insert into canon.customer (source, entity_key, customer, name, country, tax_number)
                values
                    ('erpa', '1', 'K1', 'Müller Pumps GmbH', 'DE', null), ('erpb', '1', 'K7', 'Müller  Pumps, Ltd.', 'DE', null),
                    ('erpb', '2', 'K8', 'Müller Pumps GmbH', 'FR', null), ('erpa', '2', 'K2', '上海泵业有限公司', 'CN', '91310000A'),
                    ('erpb', '3', 'K9', 'Shanghai Pumps', 'CN', '91310000A');
                insert into canon.gl_entry (source, entity_key, company, account, posting_date, source_period, functional_currency, debit, credit)
                values
                    ('erpa', '1:1', 'A1', '6001', '2023-12-31', '2023-12', 'CNY', 0, 40),
                    ('erpa', '2:1', 'A1', '6001', '2024-01-31', '2024-01', 'CNY', 0, 100),
                    ('erpa', '2:2', 'A1', '1122', '2024-01-31', '2024-01', 'CNY', 100, 0),
                    ('erpa', '3:1', 'A1', '6001', '2024-02-29', '2024-02', 'CNY', 0, 1000),
                    ('erpa', '3:2', 'A1', '1122', '2024-02-29', '2024-02', 'CNY', 1000, 0);
                """);
    }

    @Test
    void whoHasTheRoleAndAllCompaniesOfTheSource_writes_andNobodyElse() throws SQLException {
        String map =
                "select finance.map_code('plant', 'erpa', 'P1', 'P100', null, 'test', 'plant 1') ->> 'changed_codes'";
        Reader reader = Reader.add(hub, "codes_reader", "finance_reader").grant("company", "*");
        Reader part = Reader.add(hub, "codes_part", "finance_writer").grant("company", "A1");
        Reader narrow = Reader.add(hub, "codes_narrow", "finance_writer")
                .grant("company", "A1", "A2")
                .grant("plant", "P1");
        refused(reader, map, "permission denied for function map_code");
        refused(part, map, "it needs the scope company A2");
        refused(narrow, map, "it needs the scope company A1, and none that narrows it");
        part.grant("company", "A2");
        assertThat(part.list(map)).containsExactly("1");
        refused(part, map.replace("erpa", "erpb"), "it needs the scope company B1");
        refused(part, map.replace("erpa", "erpc"), "it needs the scope company *");
        refused(
                part,
                "select finance.set_code_rule('plant', null, 'identity', 'same', null, null, null, 'test', 'r')",
                "may not write for all companies");
        refused(part, "set role none; " + map, "permission denied for schema finance");
        refused(part, "select books.change_codes('plant', '[]', 'postgres')", "permission denied");
        refused(part, "insert into hub.code_map (kind) values ('plant')", "permission denied");
        part.revoke("company", "A2");
        refused(part, map, "it needs the scope company A2");
        assertThat(
                        hub.list(
                                "postgres",
                                "select set_by from hub.code_map where kind = 'plant' union all"
                                        + " select detail ->> 'principal' from hub.audit where action = 'map_code' and subject = 'plant codes'"))
                .containsExactly("codes_part", "codes_part");
    }

    @Test
    void aFileIsTakenAsAWhole_orRefusedWithEachLineColumnAndReason() throws SQLException {
        String bad = """
                source,source_code,code,valid_from,valid_to
                erpa,M1,100,,
                erpa,,200,2024-01-01,
                erpa,M2,200,2024-02-30,
                erpa,M3,300,2024-02-01,2024-02-01
                erpa,M4,400,2024-01-01,2024-06-01
                erpa,M4,401,2024-05-31,
                Erp,M5,"5""0""0",,
                erpa,M6
                erpa,M7,"700,,
                """;
        assertThatThrownBy(() -> load("material", bad, "bad", false))
                .hasMessageContaining(
                        "line 3, column source_code: is empty; line 4, column valid_from: must be a day such as")
                .hasMessageContaining("line 5, column valid_to: is not after valid_from")
                .hasMessageContaining("line 7, column valid_from: line 6 says another code for the same days")
                .hasMessageContaining("line 8, column source: is no name of a source")
                .hasMessageContaining("line 9 has 2 fields instead of 5")
                .hasMessageContaining("line 10 has");
        assertThat(hub.list("postgres", "select count(*) from hub.code_map where kind = 'material'"))
                .containsExactly("0");
        assertThatThrownBy(() -> load("material", "source,code\nerpa,1\n", "bad", false))
                .hasMessageContaining("source_code: is missing: the first line names the columns");
        assertThatThrownBy(() -> load("material", "source,source_code,code\n", "bad", false))
                .hasMessageContaining("no line with a code follows");

        String good = "code,source_code,source\r\n\"1,\"\"0\"\"\",\"M,1\",erpa\r\n100,M2,erpa\r\n100,M3,erpb\r\n";
        assertThat(load("material", good, "good", false)).isEqualTo("3");
        assertThat(load("material", good, "good again", false))
                .as("nothing is new")
                .isEqualTo("0");
        assertThat(hub.list("postgres", "select code from hub.code_map where source_code = 'M,1'"))
                .containsExactly("1,\"0\"");
        assertThat(load("material", "source,source_code,code\nerpa,M2,\n", "without", false))
                .isEqualTo("1");
        assertThat(writer.list(
                        "select source_code || ' ' || code from finance.code_map where kind = 'material' order by 1"))
                .containsExactly("M,1 1,\"0\"", "M3 100");
        assertThat(hub.list("postgres", "select count(*) from hub.code_map where kind = 'material'"))
                .as("what no longer holds is history")
                .containsExactly("3");
    }

    @Test
    void everyColumnWithCodes_hasOneForTheErpsOwn() throws SQLException {
        String columns = "select a.attrelid::regclass || '.' || a.attname from pg_attribute as a"
                + " inner join pg_class as c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'canon'::regnamespace"
                + " inner join pg_attribute as key on key.attrelid = c.oid and key.attname = 'entity_key'"
                + " inner join hub.code_kind as k on a.attname::text = any (k.code_columns)";
        assertThat(hub.list("postgres", columns)).hasSizeGreaterThan(60);
        assertThat(hub.list(
                        "postgres",
                        columns + " where not exists (select from pg_attribute as o where o.attrelid = a.attrelid"
                                + " and o.attname = 'source_' || a.attname)"))
                .isEmpty();
    }

    @Test
    void daysCannotOverlap_whoeverWrites() throws SQLException {
        String insert =
                "insert into hub.code_map (kind, source, source_code, code, valid_from, valid_to, reason, set_by)"
                        + " values ('unit', 'erpa', 'PCS', 'EA', '%s', '%s', 'test', 'test')";
        hub.run("postgres", insert.formatted("2024-01-01", "2024-07-01"));
        assertThatThrownBy(() -> hub.run("postgres", insert.formatted("2024-06-30", "infinity")))
                .hasMessageContaining("one_code_at_a_time");
        hub.run("postgres", insert.formatted("2024-07-01", "infinity"));
    }

    @Test
    void aDryRunSaysByPeriodWhatChanges_andDebitAndCreditStayTheSame() throws SQLException {
        String csv = "source,source_code,code,valid_from,valid_to\nerpa,6001,600101,2024-01-01,2025-01-01\n";
        assertThat(writer.list(
                        "select concat_ws('|', e ->> 'period', e ->> 'code_before', e ->> 'code_after', e ->> 'row_count', e ->> 'amount')"
                                + " from jsonb_array_elements((" + loading("account", csv, "key", true)
                                + ") -> 'difference') as e"))
                .containsExactly("2024-01|6001|600101|1|-100", "2024-02|6001|600101|1|-1000");
        assertThat(hub.list("postgres", "select count(*) from hub.code_map where kind = 'account'"))
                .containsExactly("0");
        assertThat(hub.list("postgres", "select count(*) from hub.code_change where kind = 'account'"))
                .containsExactly("0");
    }

    @Test
    void duplicatesAreProposed_byTaxNumberAndByName() throws SQLException {
        assertThat(writer.list("select concat_ws('|', source, source_code, duplicate_of, duplicate_by, proposal)"
                        + " from finance.code_conformance where duplicate_of is not null order by 1"))
                .containsExactly("erpb|K7|K1|name|erpb,K7,K1", "erpb|K9|K2|tax_number|erpb,K9,K2");
        String dry = "source,source_code,code\nerpb,K7,K1\nerpb,K9,K2\n";
        assertThat(writer.list("select count(*) from jsonb_array_elements((" + loading("customer", dry, "key", true)
                        + ") -> 'difference')"))
                .containsExactly("2");
    }

    /** U1 is invoiced 113 and credited 13, U2 in dollars; who does not see the company does not see the uses either. */
    @Test
    void usesAndAmounts_areThoseOfTheRowsThatTheReaderSees() throws SQLException {
        hub.run("yecai_capture", """
                insert into canon.company (source, entity_key, company, functional_currency)
                values ('erpa', 'A1', 'A1', 'CNY'), ('erpa', 'A2', 'A2', 'USD');
                insert into canon.customer (source, entity_key, customer, source_customer)
                values ('erpa', 'u1', 'G1', 'U1'), ('erpa', 'u2', 'U2', null), ('erpa', 'u3', 'U3', null);
                insert into canon.customer_invoice (source, entity_key, company, customer, source_customer, functional_currency, gross_functional)
                values ('erpa', '1', 'A1', 'G1', 'U1', 'CNY', 113), ('erpa', '2', 'A1', 'G1', 'U1', 'CNY', -13), ('erpa', '3', 'A2', 'U2', null, 'USD', 10);
                insert into canon.sales_order (source, entity_key, company, customer, source_customer) values ('erpa', '1', 'A1', 'G1', 'U1');
                insert into canon.account (source, entity_key, company, account)
                values ('erpa', '1', 'A1', '6001'), ('erpa', '2', 'A1', '1122'), ('erpa', '3', 'A2', '6001');
                insert into canon.material (source, entity_key, material) values ('erpa', '1', 'UM');
                insert into canon.stock_movement (source, entity_key, company, material, unit, functional_currency, amount_functional)
                values ('erpa', '1', 'A1', 'UM', 'EA', 'CNY', 70), ('erpa', '2', 'A1', 'UM', 'EA', 'CNY', -30);
                insert into canon.sales_order_line (source, entity_key, company, material, unit) values ('erpa', '1', 'A1', 'UM', 'EA')
                """);
        String uses =
                "select concat_ws(' ', kind, company, source_code, code, uses, coalesce(amount::text, '-'), reporting_currency)"
                        + " from finance.code_conformance where source = 'erpa' and source_code in ('U1', 'U2', 'U3', '6001', '1122', 'UM') order by 1";
        assertThat(writer.list(uses))
                .containsExactly(
                        "account A1 1122 1122 2 1100 CNY",
                        "account A1 6001 6001 3 0 CNY",
                        "account A2 6001 6001 0 0 CNY",
                        "customer U1 G1 3 100 CNY",
                        "customer U2 U2 1 - CNY",
                        "customer U3 U3 0 0 CNY",
                        "material UM UM 3 100 CNY");
        writer.list("select finance.load_rates(E'from_currency,to_currency,rate_type,valid_on,rate\\nUSD,CNY,closing,'"
                + " || (date_trunc('month', now() at time zone 'UTC') - interval '1 day')::date || ',7.2', 'closing')");
        assertThat(writer.list(uses)).contains("customer U2 U2 1 72.00 CNY");
        Reader other = Reader.add(hub, "codes_other", "finance_reader").grant("company", "A2");
        assertThat(other.list(uses))
                .containsExactly(
                        "account A2 6001 6001 0 0 CNY",
                        "customer U1 G1 0 0 CNY",
                        "customer U2 U2 1 72.00 CNY",
                        "customer U3 U3 0 0 CNY",
                        "material UM UM 0 0 CNY");
    }

    private static String load(String kind, String csv, String key, boolean dry) throws SQLException {
        List<String> answer = writer.list("select " + loading(kind, csv, key, dry) + " ->> 'changed_codes'");
        return answer.get(0);
    }

    private static String loading(String kind, String csv, String key, boolean dry) {
        return "finance.load_codes('" + kind + "', '" + csv + "', 'test', '" + key + "', " + dry + ")";
    }

    private static void refused(Reader who, String sql, String why) {
        assertThatThrownBy(() -> who.list(sql)).as(sql).hasMessageContaining(why);
    }
}
