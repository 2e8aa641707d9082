package yecai.cdc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.preflight.Survey;
import yecai.cdc.source.ErpOptions;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/** What is planted in an ERP is found, nothing else is, and what is said to block is what the hub refuses. */
final class AssessorIT {
    private static final String PLANTED = """
            create schema "Odd";
            create table "Odd".no_key (a integer, b text);
            create table "Odd".index_instead (a integer not null unique, b text);
            create table "Odd".nothing (a integer primary key); alter table "Odd".nothing replica identity nothing;
            create table "Odd".late_key (a integer primary key deferrable, b integer not null unique);
            create table "Odd".lost (a integer not null, b text);
            create unique index gone on "Odd".lost (a); alter table "Odd".lost replica identity using index gone; drop index "Odd".gone;
            create table "Odd".whole (a integer primary key, b text); alter table "Odd".whole replica identity full;
            create table "Odd".whole_twins (a integer, b text); alter table "Odd".whole_twins replica identity full;
            create unlogged table "Odd".fleeting (a integer primary key);
            create table "Odd".parts (a integer primary key, b text) partition by range (a);
            create table "Odd".part_1 partition of "Odd".parts for values from (0) to (10);
            create unlogged table "Odd".part_2 (a integer primary key, b text);
            alter table "Odd".parts attach partition "Odd".part_2 for values from (10) to (20);
            create table "Odd"."By Case" (a integer primary key, "Name" text, name text);
            create table "Odd".quoted (id integer primary key, "a""b" integer unique, "'c" text);
            create table "Odd".own (a integer primary key, _tx bigint, r regclass, o oid,
                g integer generated always as (a * 2) stored);
            create table "Odd".secure (a integer primary key); alter table "Odd".secure enable row level security;
            create table "Odd".parent (a integer primary key); create table "Odd".child (b text) inherits ("Odd".parent);
            alter table "Odd".child add primary key (a);
            create table "Odd".staff (id integer primary key, "dateOfBirth" date, email text, email_sent boolean, salary numeric,
                password_hash text, 手机 text, email_template_id integer, mailing text, description text);
            """;

    private static ShopBed bed;

    @BeforeAll
    static void open() throws SQLException {
        bed = new ShopBed();
    }

    @AfterAll
    static void close() throws SQLException {
        bed.close();
    }

    private static Assessment assess() {
        return new Assessor(bed.settings().erp(), "yecai_erp")
                .run(List.of(PackLoader.load("demo"), bed.settings().pack()));
    }

    private static List<String> ofTables(Assessment assessment) {
        return assessment.findings().stream()
                .filter(finding -> finding.object().contains("."))
                .map(finding -> finding.code() + " " + finding.object()
                        + (finding.value() == null ? "" : " " + finding.value()))
                .toList();
    }

    @Test
    void plantedTroubleIsFound_andNoOther() throws SQLException {
        Assessment before = assess();
        assertThat(ofTables(before)).containsExactly("SECRET_COLUMN public.orders secret");
        assertThat(before.isBlocked()).isFalse();

        bed.erp(PLANTED);
        Assessment planted = assess();

        if (planted.database().versionNumber() < 180000) {
            assertThat(ofTables(planted)).contains("GENERATED_STORED \"Odd\".own g");
        }
        assertThat(ofTables(planted))
                .filteredOn(text -> !text.startsWith("GENERATED_STORED"))
                .containsExactlyInAnyOrder(
                        "SECRET_COLUMN public.orders secret",
                        "NO_KEY \"Odd\".no_key",
                        "NO_KEY \"Odd\".index_instead",
                        "IDENTITY_NOTHING \"Odd\".nothing",
                        "DEFERRABLE_KEY \"Odd\".late_key",
                        "IDENTITY_INDEX_LOST \"Odd\".lost",
                        "IDENTITY_FULL \"Odd\".whole",
                        "FULL_WITHOUT_KEY \"Odd\".whole_twins",
                        "UNLOGGED \"Odd\".fleeting",
                        "UNLOGGED \"Odd\".part_2",
                        "NAMES_DIFFER_BY_CASE \"Odd\".\"By Case\"",
                        "QUOTED_KEY \"Odd\".quoted a\"b",
                        "QUOTED_NAME \"Odd\".quoted 'c",
                        "HUB_COLUMN \"Odd\".own _tx",
                        "RENAMED_TEXT \"Odd\".own r",
                        "LARGE_OBJECT \"Odd\".own o",
                        "ROW_SECURITY \"Odd\".secure yecai_erp",
                        "HEIRS \"Odd\".parent \"Odd\".child",
                        "SECRET_COLUMN \"Odd\".staff password_hash",
                        "PERSONAL_COLUMN \"Odd\".staff dateOfBirth, email, salary, 手机");
        assertThat(planted.isBlocked()).isTrue();
        assertThat(planted.tables())
                .filteredOn(table -> table.tableName().equals("order-line"))
                .singleElement()
                .satisfies(table -> assertThat(table.key()).containsExactly("order_id", "line"));
        assertThat(planted.packs().get(0).fits()).isFalse();
        assertThat(planted.packs().get(1)).isEqualTo(new PackCoverage("shop", 3, 3, List.of(), List.of(), List.of()));

        assertThat(blocked(planted)).isEqualTo(refused(planted));
        for (Finding finding : planted.findings()) {
            if (finding.fix() != null && finding.code().severity() == Severity.BLOCKS) {
                bed.erp(finding.fix());
            }
        }
        Assessment mended = assess();
        assertThat(blocked(mended)).isEqualTo(refused(mended));
        assertThat(blocked(mended))
                .containsExactly(
                        "\"Odd\".\"By Case\"",
                        "\"Odd\".lost",
                        "\"Odd\".no_key",
                        "\"Odd\".quoted",
                        "\"Odd\".whole_twins");
    }

    @Test
    void aDatabaseOfAnotherEncoding_isJudged() throws SQLException {
        for (String encoding : List.of("LATIN1", "SQL_ASCII")) {
            try (ShopBed other = ShopBed.encoded(
                    encoding, ErpOptions.NONE, "create table person (id integer primary key, email text)")) {
                Assessment assessment = new Assessor(other.settings().erp(), "yecai_erp").run(List.of());
                assertThat(ofTables(assessment)).containsExactly("PERSONAL_COLUMN public.person email");
                assertThat(assessment.findings())
                        .filteredOn(finding -> finding.code() == Finding.Code.SQL_ASCII)
                        .hasSize(encoding.equals("SQL_ASCII") ? 1 : 0);
            }
        }
    }

    /** The tables with a finding that blocks, a partition counting for its table. */
    private static Set<String> blocked(Assessment assessment) {
        return assessment.findings().stream()
                .filter(finding -> finding.code().severity() == Severity.BLOCKS)
                .map(finding -> finding.object().replace("part_2", "parts"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tables that a pack with all of their columns would not get. */
    private static Set<String> refused(Assessment assessment) throws SQLException {
        List<TableSpec> specs = new ArrayList<>();
        for (AssessedTable table : assessment.tables()) {
            List<String> columns = bed.erpRows(
                    "select attname from pg_attribute where attnum > 0 and not attisdropped and attrelid = '"
                            + Identifier.quote(table.schemaName(), table.tableName())
                                    .replace("'", "''") + "'::regclass order by attnum");
            specs.add(new TableSpec(
                    table.schemaName(),
                    table.tableName(),
                    "m",
                    table.key().isEmpty() ? columns : table.key(),
                    columns,
                    List.of()));
        }
        try (Connection erp = bed.openErp()) {
            return Survey.read(erp, specs).stream()
                    .filter(Survey.Found::isRefused)
                    .map(found -> found.spec().sourceSchema().equals("public")
                            ? "public." + found.spec().sourceTable()
                            : "\"Odd\"."
                                    + (found.spec().sourceTable().contains(" ")
                                            ? "\"" + found.spec().sourceTable() + "\""
                                            : found.spec().sourceTable()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
