package yecai.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class TextOnServerIT {
    private static final List<String> ODD =
            List.of("it's", "a\\b", "\\'", "\"", "x\"; select 1; --", "客户", "$$", "--", "/* */", "\n", "%I :a ? <b>");

    @Test
    void literalsAndNames_comeBackAsTheyWere() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        for (String odd : ODD) {
            for (String setting : List.of("on", "off")) {
                assertThat(hub.list(
                                "postgres",
                                "set standard_conforming_strings = " + setting + "; select" + SqlLiteral.of(odd)
                                        + " as " + Identifier.quote(odd)))
                        .containsExactly(odd);
            }
            assertThat(hub.list(
                            "postgres",
                            "create temporary table t (" + Identifier.quote(odd) + " integer); select attname from"
                                    + " pg_attribute where attrelid = 't'::regclass and attnum = 1"))
                    .containsExactly(odd);
        }
    }
}
