package yecai.hub.cli.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.cli.Run;
import yecai.hub.cli.access.AccessBed;

final class RatesCommandIT {
    private static final String HEAD = "from_currency,to_currency,rate_type,valid_on,rate\n";

    @TempDir
    private static Path folder;

    private static AccessBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = AccessBed.in(folder);
        bed.execute("postgres", """
                select hub.add_principal('fin', 'person', array['finance_reader', 'finance_writer']);
                select hub.grant_access('fin', 'company', '*', null, 'test');
                select hub.add_login('wanda', 'fin', 'one for all')
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    private static Run load(String name, String rates, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve(name), HEAD + rates);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "rates";
        arguments[1] = "import";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return bed.run(arguments);
    }

    @Test
    void whatIsImported_isExported_andCanBeImportedAgain() throws Exception {
        String rates = "EUR,CNY,closing,2024-03-31,7.8\nUSD,CNY,average,2024-03-31,7.05\n";
        Run first = load("first.csv", rates);
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).isEqualTo("{\"new\": 2, \"lines\": 2, \"changed\": 0, \"unchanged\": 0}\n");
        // another value and the first again: each import is a write of its own
        assertThat(load("other.csv", "EUR,CNY,closing,2024-03-31,7.9\n").out()).contains("\"changed\": 1");
        assertThat(load("back.csv", rates).out()).contains("\"changed\": 1, \"unchanged\": 1");

        Run export = bed.run("rates", "export");
        assertThat(export.out().lines().filter(line -> !line.startsWith("GBP")))
                .containsExactlyElementsOf((HEAD + rates).lines().toList());
        assertThat(
                        bed.list(
                                "postgres",
                                "select detail ->> 'principal' from hub.audit where action = 'load_rates' order by audit limit 1"))
                .containsExactly("fin");
    }

    @Test
    void sameKey_writesOnce() throws Exception {
        assertThat(load("key.csv", "GBP,CNY,closing,2024-03-31,9\n", "--key", "march")
                        .out())
                .contains("\"new\": 1");
        assertThat(load("key.csv", "GBP,CNY,closing,2024-03-31,9\n", "--key", "march")
                        .out())
                .contains("\"new\": 1");
        Run other = load("key2.csv", "GBP,CNY,closing,2024-03-31,9.5\n", "--key", "march");
        assertThat(other.exitCode()).isEqualTo(5);
        assertThat(other.err()).contains("idempotency_key march was used at");
        assertThat(bed.list("postgres", "select rate from books.group_rate where from_currency = 'GBP'"))
                .containsExactly("9");
    }

    @Test
    void wrongFile_isRefusedWithEveryFault() throws Exception {
        Run refused = load("wrong.csv", "JPY,CNY,closing,2024-03-30,0.05\nJPY,CNY,spot,2024-03-31,0.05\n");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err())
                .contains("line 2, column valid_on: 2024-03-30 is not the last day of a month")
                .contains("line 3, column rate_type: must be closing, average or transaction");
        assertThat(bed.list("postgres", "select rate from books.group_rate where from_currency = 'JPY'"))
                .isEmpty();
    }

    @Test
    void fileThatCannotBeRead_isNamed() throws Exception {
        assertThat(bed.run("rates", "import", folder.resolve("none.csv").toString())
                        .err())
                .contains("there is no file");
        Path gbk = Files.write(folder.resolve("gbk.csv"), "汇率".getBytes(Charset.forName("GBK")));
        assertThat(bed.run("rates", "import", gbk.toString()).err()).contains("is not UTF-8");
    }
}
