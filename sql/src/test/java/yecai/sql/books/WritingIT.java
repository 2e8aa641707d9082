package yecai.sql.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Who may write for finance, and what a write leaves behind. Rates serve as what is written. */
class WritingIT {
    private static final String HEAD = "from_currency,to_currency,rate_type,valid_on,rate\n";
    private static final String RATES =
            "select from_currency || ' ' || valid_on || ' ' || rate_type || ' ' || rate || ' '"
                    + " || version || ' ' || (superseded_at = 'infinity') from books.group_rate where from_currency = '%s' order by 1";

    private static EmbeddedHub hub;
    private static Reader group;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        group = Reader.add(hub, "w_group", "finance_writer").grant("company", "*");
    }

    private static String load(String csv, String key) {
        return "select finance.load_rates($csv$" + HEAD + csv + "$csv$, '" + key + "')";
    }

    private static List<String> rates(String currency) throws SQLException {
        return hub.list("postgres", RATES.formatted(currency));
    }

    @Test
    void write_isDoneOnce_andAuditedWithItsPrincipal() throws Exception {
        String write = load("AAA,CNY,closing,2024-03-31,7.1\nAAA,CNY,average,2024-03-31,7.05\n", "first");
        assertThat(group.list(write)).containsExactly("{\"new\": 2, \"lines\": 2, \"changed\": 0, \"unchanged\": 0}");
        assertThat(group.list(write)).containsExactly("{\"new\": 2, \"lines\": 2, \"changed\": 0, \"unchanged\": 0}");

        assertThat(rates("AAA"))
                .containsExactly("AAA 2024-03-31 average 7.05 1 true", "AAA 2024-03-31 closing 7.1 1 true");
        assertThat(hub.list(
                        "postgres",
                        "select actor || ' ' || action || ' ' || subject || ' ' || (detail ->> 'principal') || ' '"
                                + " || (detail ->> 'new') from hub.audit where detail ->> 'idempotency_key' = 'first'"))
                .containsExactly("w_group_login load_rates group rates w_group 2");
        assertThat(hub.list("postgres", "select * from hub.first_bad_audit()")).isEmpty();
    }

    @Test
    void sameKeyWithAnotherContent_isRefused_andWritesNothing() throws Exception {
        group.list(load("BBB,CNY,closing,2024-03-31,7\n", "used"));

        assertThatThrownBy(() -> group.list(load("BBB,CNY,closing,2024-03-31,8\n", "used")))
                .hasMessageContaining("idempotency_key used was used at")
                .hasMessageContaining("for load_rates with another content");
        assertThatThrownBy(
                        () -> group.list(
                                "select finance.set_translation_basis('C1', 'average', 'the same key for another verb', 'used')"))
                .hasMessageContaining("was used");
        assertThatThrownBy(() -> group.list(load("BBB,CNY,closing,2024-03-31,8\n", " ")))
                .hasMessageContaining("must have 1 to 200 characters");
        assertThat(rates("BBB")).containsExactly("BBB 2024-03-31 closing 7 1 true");
    }

    @Test
    void keysOfAnotherPrincipal_areOthers() throws Exception {
        Reader other = Reader.add(hub, "w_other", "finance_writer").grant("company", "*");
        group.list(load("CCC,CNY,closing,2024-03-31,7\n", "mine"));
        assertThat(other.list(load("CCC,CNY,closing,2024-03-31,8\n", "mine")))
                .containsExactly("{\"new\": 0, \"lines\": 1, \"changed\": 1, \"unchanged\": 0}");
    }

    @Test
    void changedRate_supersedesTheOneBefore_andTheSameStays() throws Exception {
        group.list(load("DDD,CNY,closing,2024-01-31,7\nDDD,CNY,closing,2024-02-29,7.2\n", "d1"));
        assertThat(group.list(load("DDD,CNY,closing,2024-01-31,7.0\nDDD,CNY,closing,2024-02-29,7.3\n", "d2")))
                .containsExactly("{\"new\": 0, \"lines\": 2, \"changed\": 1, \"unchanged\": 1}");

        assertThat(rates("DDD"))
                .containsExactly(
                        "DDD 2024-01-31 closing 7 1 true",
                        "DDD 2024-02-29 closing 7.2 1 false",
                        "DDD 2024-02-29 closing 7.3 2 true");
    }

    @Test
    void fileWithFaults_isRefusedAsAWhole_withEveryLineColumnAndReason() throws Exception {
        String file = """
                EEE,CNY,closing,2024-03-31,7.1
                EEE,CNY,closing,2024-03-30,7.1
                eee,CNY,middle,soon,zero

                EEE,EEE,average,2024-03-31,-1
                EEE,CNY,closing,"2024-03-31","7.2"
                EEE,CNY,transaction
                EEE,CNY,transaction,2024-02-30,"7""1
                EEE,CNY,transaction,2999-01-01,7
                """;
        assertThatThrownBy(() -> group.list(load(file, "faults")))
                .isInstanceOfSatisfying(PSQLException.class, refused -> {
                    assertThat(refused.getServerErrorMessage().getMessage())
                            .startsWith("the file is refused, nothing of it was written, for 11 faults: "
                                    + "line 3, column valid_on: 2024-03-30 is not the last day of a month, as that of a"
                                    + " closing rate must be; line 4, column from_currency: must be a currency code such as USD; "
                                    + "line 4, column rate_type: must be closing, average or transaction; "
                                    + "line 4, column valid_on: must be a day such as 2024-03-31; "
                                    + "line 4, column rate: must be a number above 0 such as 7.1; "
                                    + "line 6, column to_currency: is the same as from_currency; "
                                    + "line 6, column rate: must be a number above 0 such as 7.1; "
                                    + "line 7, column valid_on: the same rate is in line 2 already; "
                                    + "line 8 has 3 fields instead of 5; "
                                    + "line 9 has a field whose quotes do not close, or have something behind them; "
                                    + "line 10, column valid_on: 2999-01-01 is in the future");
                    assertThat(refused.getServerErrorMessage().getDetail())
                            .startsWith("[{\"line\": 3, \"column\": \"valid_on\", \"reason\": ");
                });
        assertThat(rates("EEE")).isEmpty();
        assertThat(hub.list("postgres", "select 1 from hub.finance_write where idempotency_key = 'faults'"))
                .isEmpty();
    }

    @Test
    void firstLine_namesTheColumnsInAnyOrder_andNoOther() throws Exception {
        assertThat(group.list(
                        "select finance.load_rates(E'\\uFEFF\"RATE\",valid_on,rate_type, to_currency ,from_currency\\r\\n"
                                + "7.5,2024-03-31,closing,CNY,FFF\\r\\n', 'order')"))
                .containsExactly("{\"new\": 1, \"lines\": 1, \"changed\": 0, \"unchanged\": 0}");
        assertThat(rates("FFF")).containsExactly("FFF 2024-03-31 closing 7.5 1 true");
        assertThatThrownBy(
                        () -> group.list(
                                "select finance.load_rates(E'from_currency,to_currency,valid_on,rate,rate,note\\n', 'columns')"))
                .hasMessageContaining("line 1, column note: is no column of this file: it has from_currency,")
                .hasMessageContaining("line 1, column rate_type: is missing")
                .hasMessageContaining("line 1, column rate: is named twice");
        for (String empty : List.of("null", "''", "'" + HEAD + "'")) {
            assertThatThrownBy(() -> group.list("select finance.load_rates(" + empty + ", 'empty')"))
                    .as(empty)
                    .hasMessageContaining("the file is refused");
        }
    }

    /** A company's writer writes for that company; rates are the group's. */
    @Test
    void writer_writesWithinHisScopesOnly() throws Exception {
        Reader one = Reader.add(hub, "w_one", "finance_writer").grant("company", "C1");
        String basis = "select finance.set_translation_basis('%s', 'transaction', 'rates of the days', '%1$s')";

        assertThat(one.list(basis.formatted("C1"))).containsExactly("{\"version\": 1}");
        assertThatThrownBy(() -> one.list(basis.formatted("C2")))
                .hasMessageContaining("principal w_one may not write for company C2: it needs the scope company C2");
        assertThatThrownBy(() -> one.list(load("GGG,CNY,closing,2024-03-31,7\n", "g")))
                .hasMessageContaining("may not write for all companies");
        one.grant("plant", "P1");
        assertThatThrownBy(() -> one.list(basis.formatted("C1").replace("'C1')", "'narrow')")))
                .hasMessageContaining("none that narrows it");
        one.revoke("company", "C1");
        assertThatThrownBy(() -> one.list(basis.formatted("C1"))).hasMessageContaining("may not write");
        assertThat(hub.list("postgres", "select company || version || basis from books.translation_basis"))
                .containsExactly("C11transaction");
    }

    @Test
    void onlyPrincipalsWithTheRole_write() throws Exception {
        Reader reader = Reader.add(hub, "w_reader", "finance_reader").grant("company", "*");
        assertThatThrownBy(() -> reader.list(load("HHH,CNY,closing,2024-03-31,7\n", "h")))
                .hasMessageContaining("permission denied for function load_rates");
        for (String noPrincipal : List.of("postgres", "yecai_capture", "yecai_migrate")) {
            assertThatThrownBy(() -> hub.list(noPrincipal, load("HHH,CNY,closing,2024-03-31,7\n", "h")))
                    .as(noPrincipal)
                    .hasMessageMatching("(?s).*(only a principal of the hub writes|permission denied).*");
        }
        assertThatThrownBy(() -> group.list("set role none; " + load("HHH,CNY,closing,2024-03-31,7\n", "h")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> group.list("select books.begin_write('v', 'k', '1')"))
                .hasMessageContaining("permission denied");
        for (String table : List.of("books.group_rate", "hub.finance_write", "hub.writer_role")) {
            assertThatThrownBy(() -> group.list("select * from " + table)).hasMessageContaining("permission denied");
        }
        assertThat(rates("HHH")).isEmpty();
    }

    /** Nobody but a superuser changes or removes what was written: not the functions' owner either. */
    @Test
    void rowsThatWereWritten_stay() throws Exception {
        group.list(load("JJJ,CNY,closing,2024-03-31,7\n", "j"));
        try (Connection owner = hub.open("yecai_migrate")) {
            EmbeddedHub.list(owner, "set role yecai_books");
            for (String change : List.of("update books.group_rate set rate = 1", "delete from books.group_rate")) {
                assertThatThrownBy(() -> EmbeddedHub.list(owner, change)).hasMessageContaining("permission denied");
            }
        }
        assertThatThrownBy(() -> hub.run("yecai_capture", "update books.group_rate set rate = 1"))
                .hasMessageContaining("permission denied");
    }

    /** Both write the same rate at once: one after the other, so that both versions are there. */
    @Test
    void twoWriters_comeOneAfterTheOther() throws Exception {
        Reader second = Reader.add(hub, "w_second", "finance_writer").grant("company", "*");
        try (Connection open = hub.open(group.login())) {
            open.setAutoCommit(false);
            EmbeddedHub.list(open, load("KKK,CNY,closing,2024-03-31,7\n", "k1"));
            Thread other = new Thread(() -> {
                try {
                    second.list(load("KKK,CNY,closing,2024-03-31,8\n", "k2"));
                } catch (SQLException problem) {
                    throw new IllegalStateException(problem);
                }
            });
            other.start();
            yecai.sql.Waiting.until(
                    "the second writer waits",
                    java.time.Duration.ofSeconds(60),
                    () -> hub.list(
                                            "postgres",
                                            "select 1 from pg_locks where not granted and relation = 'hub.books_gate'::regclass"
                                                    + " and database = (select oid from pg_database where datname = current_database())")
                                    .size()
                            == 1);
            open.commit();
            other.join();
        }
        assertThat(rates("KKK")).containsExactly("KKK 2024-03-31 closing 7 1 false", "KKK 2024-03-31 closing 8 2 true");
    }
}
