package yecai.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

final class PackLoaderTest {
    @Test
    void load_saysWhatToGive_whenThereIsNoSuchPack() {
        assertThatThrownBy(() -> PackLoader.load("nowhere"))
                .isInstanceOf(YecaiException.class)
                .hasMessageContainingAll("no built-in pack `nowhere`", "nowhere/pack.yml", "the folder of your own");
    }

    @Test
    void statement_keepsSemicolonsInsideQuotes() {
        String sql = "select ';', $tag$ ; $tag$, \"a;b\", 'it''s;' -- ;";

        assertThat(SqlText.statement("x.sql", sql)).isEqualTo("select ';', $tag$ ; $tag$, \"a;b\", 'it''s;'");
    }

    @Test
    void mentions_ignoresCommentsAndLongerNames() {
        assertThat(SqlText.mentions("select 1 from sale_line -- sale", "sale")).isFalse();
        assertThat(SqlText.mentions("select 1 from \"sale\"", "sale")).isTrue();
        assertThat(SqlText.mentions("select 1 from erp.SALE as s", "sale")).isTrue();
    }
}
