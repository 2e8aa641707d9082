package yecai.hub.dataset.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

final class CursorTest {
    @Test
    void cursor_comesBackAsItWas_withNullsQuotesAndChinese() {
        Cursor cursor = new Cursor(
                "f00", List.of(Optional.empty(), Optional.of(""), Optional.of("O'Neil, \"Q\" 客户")), 3, "v1~0");
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @Test
    void text_needsNoEncodingInAnAddress() {
        String text = new Cursor("f00", List.of(Optional.of("???>>>~~~ÿ")), 0, "v1~0").encode();
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"q\":\"a\",\"k\":[]}",
                "{\"q\":\"a\",\"k\":[],\"t\":0}",
                "{\"k\":[],\"t\":0}",
                "{\"q\":\"a\",\"k\":1,\"t\":0}",
                "{"
            })
    void otherJson_isRefused(String json) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
        assertThatThrownBy(() -> Cursor.decode(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CURSOR_NOT_VALID));
    }

    @Test
    void whatIsNoBase64_isRefused() {
        assertThatThrownBy(() -> Cursor.decode("'; drop table x; --")).isInstanceOf(ProblemException.class);
    }
}
