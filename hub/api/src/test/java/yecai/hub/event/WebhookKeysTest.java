package yecai.hub.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class WebhookKeysTest {
    private static final WebhookKeys KEYS = new WebhookKeys("a key of thirty-two bytes or more".getBytes(UTF_8));

    @Test
    void aSignature_isOverIdTimeAndBody_andThereIsOneByEachKey() throws Exception {
        byte[] body = "{\"a\": 1}".getBytes(UTF_8);
        String[] signatures =
                KEYS.sign(5, List.of(2, 1), "id", 1_700_000_000, body).split(" ");
        assertThat(signatures).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(KEYS.reveal(5, 2 - i).substring("whsec_".length())), "HmacSHA256"));
            byte[] expected = mac.doFinal("id.1700000000.{\"a\": 1}".getBytes(UTF_8));
            assertThat(signatures[i]).isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
        }
    }

    @Test
    void eachWebhook_andEachNumber_hasItsOwnKey_alwaysTheSame() {
        assertThat(List.of(KEYS.reveal(1, 1), KEYS.reveal(1, 2), KEYS.reveal(2, 1), KEYS.reveal(11, 1)))
                .doesNotHaveDuplicates();
        assertThat(new WebhookKeys("a key of thirty-two bytes or more".getBytes(UTF_8)).reveal(1, 1))
                .isEqualTo(KEYS.reveal(1, 1));
    }

    @Test
    void aShortKey_isRefused() {
        assertThatThrownBy(() -> new WebhookKeys("short".getBytes(UTF_8))).isInstanceOf(IllegalArgumentException.class);
    }
}
