package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.TextEncoding;
import yecai.sql.EmbeddedHub;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** ERPs whose databases hold bytes that are no character of their encoding, which their servers take and cannot convert. */
class CharacterGapsIT {
    private static final String SCHEMA = "create table moving (id integer primary key, a text, n integer);"
            + " create table steady (id integer primary key, v text); insert into steady values (1, 'v');";

    private static List<String> mirrored(ShopBed bed) throws SQLException {
        return bed.hubRows("select id, a, n from " + bed.mirror() + ".moving order by id");
    }

    private static String paused(ShopBed bed) throws SQLException {
        return String.join(
                "",
                bed.hubRows("select source_table || ': ' || table_state_detail from hub.source_table"
                        + " where table_state = 'stopped' order by 1"));
    }

    @ParameterizedTest
    @CsvSource({"WIN1252, caf\u00e9, 81, windows-1252", "EUC_CN, \u8d22\u52a1, aaa1, GB2312"})
    void bytesThatAreNoCharacter_pauseTheirTable_andTheOthersFlow(
            String encoding, String text, String hole, String charset) throws SQLException {
        String broken = "convert_from('\\x61" + hole + "'::bytea, '" + encoding + "')";
        try (ShopBed bed = ShopBed.encoded(
                encoding,
                ErpOptions.NONE,
                SCHEMA + "create table \"" + text + "\" (id integer primary key, \"" + text + "\" text);"
                        + " create table loaded (id integer primary key, v text);"
                        + " insert into loaded values (1, " + broken + ")")) {
            assertThat(Preflight.check(bed.settings())).isEmpty();
            bed.load();
            assertThat(paused(bed))
                    .startsWith("loaded: ")
                    .contains("no character of the database's encoding", "yecai load --again public.loaded");
            bed.capture();
            bed.erp("insert into \"" + text + "\" values (1, '" + text + "'); insert into moving values (1, '" + text
                    + "', 1)");
            bed.awaitApplied();
            assertThat(bed.hubRows("select id, \"" + text + "\" from " + bed.mirror() + ".\"" + text + "\""))
                    .containsExactly("1|" + text);
            assertThat(mirrored(bed)).containsExactly("1|" + text + "|1");

            bed.erp("update moving set a = " + broken + "; insert into steady values (2, '" + text + "')");
            bed.awaitApplied();
            assertThat(bed.hubRows("select id, v from " + bed.mirror() + ".steady order by 1"))
                    .containsExactly("1|v", "2|" + text);
            assertThat(paused(bed)).contains("moving: a value of column a is no text in " + charset + ": correct it");

            bed.erp("update moving set a = 'corrected'");
            boolean isEqual = new Reconciliation(bed.settings(), Capture::forReload)
                    .run(List.of(), ReconcileOptions.defaults().withRepair(true), LoadProgress.SILENT)
                    .isEqual();
            assertThat(isEqual).isFalse();
            assertThat(paused(bed)).startsWith("loaded: ").doesNotContain("moving");
            bed.erp("update moving set n = 2");
            bed.awaitApplied();
            assertThat(mirrored(bed)).containsExactly("1|corrected|2");
        }
    }

    /** Where Java's table is not PostgreSQL's, nobody can tell whose the row is. */
    @Test
    void bytesThatAreNoCharacterInAnotherEncoding_endTheCapture_andARepairGoesOn() throws Exception {
        try (ShopBed bed = ShopBed.encoded("EUC_JP", ErpOptions.NONE, SCHEMA)) {
            bed.load();
            Capture capture = bed.capture();
            bed.erp("insert into moving values (1, convert_from('\\x61a9a1'::bytea, 'EUC_JP'), 1)");
            assertThatThrownBy(() -> capture.ended().get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            assertThat(bed.hubRows("select state, state_detail from hub.source"))
                    .singleElement()
                    .asString()
                    .startsWith("failed|")
                    .contains("no character of the database's encoding", "yecai reconcile --new-slot");
            bed.stopCapture();

            bed.erp("update moving set a = 'corrected'");
            new NewSlotRepair(bed.settings()).run(ReconcileOptions.defaults(), LoadProgress.SILENT);
            bed.capture();
            bed.erp("update moving set n = 2");
            bed.awaitApplied();
            assertThat(mirrored(bed)).containsExactly("1|corrected|2");
        }
    }

    /** Each byte, and each two bytes from A1 on, in hexadecimal digits, with the character that the server makes of them, if any. */
    private static final String CODES = """
            select c.code || coalesce(' ' || public.in_unicode(decode(c.code, 'hex'), 'ENCODING'), '')
            from (select lpad(to_hex(n), 2, '0') as code from generate_series(1, 255) as n
                union all
                select to_hex(n) from generate_series(x'a1a1'::integer, x'fefe'::integer) as n
                where n % 256 >= x'a1'::integer) as c
            order by c.code
            """;

    @Test
    void encodingsThatTheHubReadsItself_areReadAsTheirServersConvertThem() throws SQLException {
        TestServers.shared(Role.HUB).run("postgres", """
            create or replace function public.in_unicode(code bytea, encoding name) returns text language plpgsql as
            $$ begin return convert_from(code, encoding); exception when others then return null; end $$
            """);
        int read = 0;
        try (Connection hub = TestServers.shared(Role.HUB).open("postgres", "postgres")) {
            for (String name :
                    EmbeddedHub.list(hub, "select pg_encoding_to_char(n) from generate_series(0, 41) as n")) {
                Optional<TextEncoding> encoding = TextEncoding.findWithGaps(name);
                if (encoding.isPresent()) {
                    List<String> codes = EmbeddedHub.list(hub, CODES.replace("ENCODING", name));
                    assertThat(codes.stream()
                                    .map(code -> code.split(" ")[0])
                                    .map(code -> code + character(encoding.get(), code))
                                    .toList())
                            .as(name)
                            .isEqualTo(codes);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(15);
    }

    private static String character(TextEncoding encoding, String code) {
        byte[] bytes = HexFormat.of().parseHex(code);
        try {
            return " " + encoding.read(bytes, 0, bytes.length);
        } catch (CharacterCodingException none) {
            return "";
        }
    }
}
