package yecai.cdc.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class TempTableTest {
    private final Script script = new Script((Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> null));
    private final TempTable table = new TempTable("pg_temp.t");

    private int lengthOfClearing() {
        script.clear();
        table.clear(script);
        return script.length();
    }

    @Test
    void nothingIsCleared_whereNoRowsCanBe() {
        assertThat(lengthOfClearing()).isZero();
        table.add(3);
        assertThat(lengthOfClearing()).isEqualTo("delete from pg_temp.t;\n".length());
        assertThat(lengthOfClearing()).isZero();
    }

    @Test
    void manyRows_orFewOften_goWithTheirFile() {
        table.add(2_001);
        assertThat(lengthOfClearing()).isEqualTo("truncate pg_temp.t;\n".length());
        table.add(1_500);
        assertThat(lengthOfClearing()).isEqualTo("delete from pg_temp.t;\n".length());
        table.add(501);
        assertThat(lengthOfClearing()).isEqualTo("truncate pg_temp.t;\n".length());
    }

    @Test
    void afterARollback_itIsCleared_sinceNobodyKnowsWhatIsThere() {
        table.add(1);
        lengthOfClearing();
        table.forget();
        assertThat(lengthOfClearing()).isPositive();
    }
}
