package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.mirror.MirrorCheck;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Problem;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.snapshot.ConsistentCut;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.SnapshotReaders;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.TextEncoding;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** ERPs whose databases are not in UTF-8, old Chinese ones among them. */
class EncodingsIT {
    private static final String SCHEMA = "create table moving (id integer primary key, a text, n integer);"
            + " create table steady (id integer primary key, v text);"
            + " insert into steady values (1, 'v');";
    private static final Charset GBK = Charset.forName("GBK");
    // the second byte of the second character is that of a backslash in GBK
    private static final String TEXT = "\u8d22\u8aa0\\ \t\n end";

    private static String bytes(String text, Charset charset) {
        return "convert_from('\\x" + HexFormat.of().formatHex(text.getBytes(charset)) + "'::bytea, 'SQL_ASCII')";
    }

    private static List<String> mirrored(ShopBed bed) throws SQLException {
        return bed.hubRows("select id, a, n from " + bed.mirror() + ".moving order by id");
    }

    private static String paused(ShopBed bed) throws SQLException {
        return String.join(
                "",
                bed.hubRows("select source_table || ': ' || table_state_detail from hub.source_table"
                        + " where table_state = 'stopped'"));
    }

    @Test
    void latin1_isConvertedByItsServer() throws SQLException {
        try (ShopBed bed = ShopBed.encoded(
                "LATIN1", ErpOptions.NONE, SCHEMA + "insert into moving values (1, 'M\u00fcller', 1)")) {
            assertThat(Preflight.check(bed.settings())).isEmpty();
            bed.load();
            bed.capture();
            bed.erp("insert into moving values (2, 'caf\u00e9', 2); update moving set a = a || ' \u00df' where id = 1");
            bed.awaitApplied();

            assertThat(mirrored(bed)).containsExactly("1|M\u00fcller \u00df|1", "2|caf\u00e9|2");
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void textsInGbk_areReadAsTheConfigurationSays() throws SQLException {
        ErpOptions gbk = new ErpOptions(Optional.of(new TextEncoding(GBK)), false);
        try (ShopBed bed = ShopBed.encoded(
                "SQL_ASCII",
                gbk,
                SCHEMA + "insert into moving values (1, " + bytes(TEXT, GBK) + ", null), (2, null, 7), (3, '', 8)")) {
            assertThat(Preflight.check(bed.settings())).isEmpty();
            assertThat(Preflight.warnings(bed.settings()))
                    .anySatisfy(warning -> assertThat(warning).contains("SQL_ASCII"));
            bed.load();
            bed.capture();
            bed.erp("insert into moving values (4, " + bytes(TEXT, GBK) + ", 1); update moving set a = "
                    + bytes("\u4e1a", GBK) + " where id = 2");
            bed.awaitApplied();

            assertThat(mirrored(bed)).containsExactly("1|" + TEXT + "|null", "2|\u4e1a|7", "3||8", "4|" + TEXT + "|1");
        }
    }

    private static ReconcileReport reconcile(ShopBed bed, boolean repair) {
        return new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(), new ReconcileOptions("a test", Waiting.PATIENCE, 1, repair), LoadProgress.SILENT);
    }

    private static List<Difference> check(ShopBed bed) throws SQLException {
        try (Connection control = bed.settings().hub().open("a test")) {
            ConsistentCut cut = ConsistentCut.make(bed.settings(), "a test", Waiting.PATIENCE, control);
            try (SnapshotReaders hub = new SnapshotReaders(cut.hub(), 1);
                    SnapshotReaders erp = new SnapshotReaders(cut.erp(), 1)) {
                Findings findings = new Findings();
                new MirrorCheck(new Sides(bed.settings(), erp, hub), 9, findings).run();
                return findings.differences();
            }
        }
    }

    /** The codes of GBK, in hexadecimal digits, that the server can convert. */
    private static List<String> knownToPostgres() throws SQLException {
        TestServers.shared(Role.HUB).run("postgres", """
            create or replace function public.is_in_gbk(code bytea) returns boolean language plpgsql as
            $$ begin return convert(code, 'GBK', 'UTF8') is not null; exception when others then return false; end $$
            """);
        try (Connection hub = TestServers.shared(Role.HUB).open("postgres", "postgres")) {
            return EmbeddedHub.list(hub, """
                select to_hex(n) from generate_series(x'8140'::integer, x'fefe'::integer) as n
                where public.is_in_gbk(decode(to_hex(n), 'hex'))
                """);
        }
    }

    // those for private use only the hub knows
    private static boolean isInGbk(int code) {
        try {
            byte[] bytes = {(byte) (code >> 8), (byte) code};
            String text = GBK.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.length() == 1 && Character.getType(text.charAt(0)) != Character.PRIVATE_USE;
        } catch (CharacterCodingException none) {
            return false;
        }
    }

    /** Every character of GBK that both the hub and PostgreSQL know is the same to both. */
    @Test
    void textsInGbk_areComparedAndRepaired() throws SQLException {
        ErpOptions gbk = new ErpOptions(Optional.of(new TextEncoding(GBK)), false);
        String all = knownToPostgres().stream()
                .filter(code -> isInGbk(Integer.parseInt(code, 16)))
                .collect(Collectors.joining());
        try (ShopBed bed = ShopBed.encoded(
                "SQL_ASCII",
                gbk,
                "create table named (name text primary key, v text);"
                        + "insert into named values ('a', 'b'), (" + bytes(TEXT, GBK) + ", " + bytes(TEXT, GBK) + "), ("
                        + bytes("\u8d22", GBK) + ", null), (" + bytes("\u4e1a", GBK) + ", 'x'), ('all',"
                        + " convert_from('\\x" + all + "'::bytea, 'SQL_ASCII'))")) {
            bed.load();
            bed.capture();
            assertThat(reconcile(bed, false)).matches(ReconcileReport::isEqual);
            assertThat(check(bed)).isEmpty();

            bed.hub("update " + bed.mirror() + ".named set v = 'wrong' where name = '" + TEXT + "';"
                    + " delete from " + bed.mirror() + ".named where name = '\u8d22';"
                    + " insert into " + bed.mirror() + ".named values ('\u8bef')");
            assertThat(check(bed))
                    .extracting(Difference::toString)
                    .anySatisfy(text -> assertThat(text).contains(TEXT, "differs in v"))
                    .anySatisfy(text -> assertThat(text).contains("\u8d22", "is missing in the mirror"));
            ReconcileReport report = reconcile(bed, true);

            assertThat(report.tables())
                    .singleElement()
                    .matches(
                            table -> table.changed() == 1 && table.missing() == 1 && table.extra() == 1,
                            report.toString());
            assertThat(report.isEqual()).isTrue();
            assertThat(reconcile(bed, false).isEqual()).isTrue();
            assertThat(bed.hubRows("select name, v from " + bed.mirror()
                            + ".named where name <> 'all' order by name collate \"C\""))
                    .containsExactly("a|b", "\u4e1a|x", "\u8d22|null", TEXT + "|" + TEXT);
        }
    }

    @Test
    void bytesThatAreNoText_pauseTheirTable_andTheOthersFlow() throws SQLException {
        try (ShopBed bed = ShopBed.encoded("SQL_ASCII", ErpOptions.NONE, SCHEMA)) {
            bed.load();
            bed.capture();
            bed.erp("insert into moving values (1, '\u8d22\u52a1', 1)");
            bed.awaitApplied();
            assertThat(mirrored(bed)).containsExactly("1|\u8d22\u52a1|1");

            bed.erp("update moving set a = " + bytes("\u8d22\u52a1", GBK) + " where id = 1");
            bed.erp("insert into steady values (2, 'w')");
            bed.awaitApplied();
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".steady order by 1"))
                    .containsExactly("1", "2");
            assertThat(paused(bed))
                    .startsWith("moving: a value of column a is no text in UTF-8")
                    .contains("`encoding` of the source");
        }
    }

    @Test
    void bytesThatAreNoText_costTheirTableOnlyInALoad() throws SQLException {
        try (ShopBed bed = ShopBed.encoded(
                "SQL_ASCII", ErpOptions.NONE, SCHEMA + "insert into moving values (1, " + bytes("\u8d22", GBK) + ")")) {
            bed.load();

            assertThat(paused(bed)).startsWith("moving: table public.moving cannot be copied: a value is no text");
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".steady"))
                    .containsExactly("1");
        }
    }

    @Test
    void encodingOfADatabaseThatSaysItsOwn_isRefused() throws SQLException {
        try (ShopBed bed = ShopBed.unusual(new ErpOptions(Optional.of(new TextEncoding(GBK)), false), SCHEMA)) {
            assertThat(Preflight.check(bed.settings()))
                    .extracting(Problem::toString)
                    .singleElement()
                    .asString()
                    .contains(
                            "has the encoding UTF8",
                            "take `encoding` out of sources." + bed.settings().source());
        }
    }

    /** Where another tool reads the log, too, or upgrades drop columns. */
    @Test
    void tablesPublishedWhole_letTheErpDropColumnsAndSetFullIdentity() throws SQLException {
        String schema = "create table moving (id integer primary key, a text, n integer);"
                + " create table steady (id integer primary key, v text); insert into moving values (1, 'a', 1);";
        try (ShopBed bed = ShopBed.unusual(new ErpOptions(Optional.empty(), true), schema)) {
            bed.load();
            bed.capture();
            bed.erp("alter table steady replica identity full; insert into steady values (1, 'x');"
                    + " update steady set v = 'y'; alter table moving add column more text;"
                    + " alter table moving drop column more; update moving set a = 'b'");
            bed.awaitApplied();
            assertThat(mirrored(bed)).containsExactly("1|b|1");
        }
    }
}
