package yecai.cdc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.sql.error.YecaiException;

/** Each test harms the mirror in one way and repairs it again. */
final class MirrorCheckIT {
    private static final String ODD = "MIRROR.\"Odd-Types\"";

    private static TestErp erp;

    @BeforeAll
    static void load() throws SQLException {
        erp = TestErp.loaded();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "real|0.10000002",
                "double|0.1000000000000001",
                "numeric|1.00",
                "json|'{\"a\":1}'",
                "jsonb|'{\"a\": 2}'",
                "bytes|'\\x00fe'",
                "at|'2026-03-29 01:30:00.123457+02'",
                "local|'2026-01-02 00:00:00.000001'",
                "day|'-infinity'",
                "span|interval '1 mon -2 days 03:04:05.6' + interval '0' - interval '24 hours' + interval '1 day'",
                "text|null",
                "char|'abc'",
                "flag|false",
                "uuid|'00000000-0000-0000-0000-000000000002'",
                "numbers|'{1,3}'",
                "mood|'sad'",
                "money|12.35::money",
            })
    void run_namesTheRowAndColumnWhereOneValueDiffers(String column, String value) throws SQLException {
        erp.atHub("create table MIRROR.kept as select * from " + ODD + " where \"Id\" = 7");
        erp.atHub("update " + ODD + " set \"" + column + "\" = " + value + " where \"Id\" = 7");
        try {
            CheckReport report = erp.check();

            assertThat(report.mirrorMatches()).isFalse();
            assertThat(report.differences())
                    .filteredOn(difference -> difference.kind() == Difference.Kind.DIFFERENT_IN_MIRROR)
                    .singleElement()
                    .satisfies(difference -> {
                        assertThat(difference.object()).isEqualTo(erp.settings().mirrorSchema() + ".Odd-Types");
                        assertThat(difference.key()).isEqualTo("7, A '\"7");
                        assertThat(difference.columns()).containsExactly(column);
                    });
        } finally {
            erp.atHub(
                    "delete from " + ODD + " where \"Id\" = 7",
                    "insert into " + ODD + " select * from MIRROR.kept",
                    "drop table MIRROR.kept");
        }
    }

    @Test
    void run_namesRowsThatAreMissingAndExtra() throws SQLException {
        erp.atHub(
                "create table MIRROR.kept as select * from MIRROR.company where id = 1",
                "delete from MIRROR.company where id = 1",
                "insert into MIRROR.company (id, code) values (3, 'C3')");
        try {
            CheckReport report = erp.check();

            assertThat(report.differences())
                    .filteredOn(difference -> difference.kind().part() == Part.MIRROR)
                    .extracting(Difference::kind, Difference::key)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Difference.Kind.MIRROR_ROWS, ""),
                            org.assertj.core.groups.Tuple.tuple(Difference.Kind.MISSING_IN_MIRROR, "1"),
                            org.assertj.core.groups.Tuple.tuple(Difference.Kind.EXTRA_IN_MIRROR, "3"));
            assertThat(report.differences().get(0).text()).contains("2 rows differ: 1 missing, 1 extra, 0 different");
        } finally {
            erp.atHub(
                    "delete from MIRROR.company where id = 3",
                    "insert into MIRROR.company select * from MIRROR.kept",
                    "drop table MIRROR.kept");
        }
    }

    @Test
    void run_namesOnlyTheFirstRowsAndCountsAll() throws SQLException {
        erp.atHub("update MIRROR.invoice set tax = tax + 1 where id <= 100");
        try {
            List<Difference> differences = erp.check().differences().stream()
                    .filter(difference -> difference.kind().part() == Part.MIRROR)
                    .toList();

            assertThat(differences).hasSize(1 + 20);
            assertThat(differences.get(0).count()).isEqualTo(100);
            assertThat(differences.get(1).key()).isEqualTo("1");
            assertThat(differences.get(20).key()).isEqualTo("20");
        } finally {
            erp.atHub("update MIRROR.invoice set tax = tax - 1 where id <= 100");
        }
    }

    @Test
    void run_neverShowsARowsValues() throws SQLException {
        erp.atHub("update MIRROR.invoice set number = 'top secret' where id = 8");
        try {
            assertThat(erp.check().toString()).contains("number").doesNotContain("top secret", "R-8");
        } finally {
            erp.atHub("update MIRROR.invoice set number = 'R-8' where id = 8");
        }
    }

    @Test
    void run_tellsWhenTheMirrorLacksAColumnOrATable() throws SQLException {
        TestErp own = TestErp.loaded();
        own.atHub("alter table MIRROR.\"Odd-Types\" drop column \"mood\"");
        own.atErp("alter table \"Odd Schema\".\"Odd-Types\" rename to elsewhere");

        assertThat(own.check().differences())
                .filteredOn(difference -> difference.kind() == Difference.Kind.TABLE_SHAPE)
                .extracting(Difference::text)
                .containsExactly(
                        "table Odd Schema.Odd-Types does not exist",
                        "table " + own.settings().mirrorSchema() + ".Odd-Types lacks the captured columns mood");
    }

    @Test
    void run_refusesASourceThatHidesRowsByPolicies() throws SQLException {
        TestErp own = TestErp.loaded();
        own.atErp(
                "alter table public.company enable row level security",
                "create policy one_row on public.company using (id = 1)");

        assertThatThrownBy(own::check)
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.SOURCE))
                .hasMessageContaining("row-level security")
                .hasMessageContaining("alter role \"yecai_reader\" bypassrls");
    }
}
