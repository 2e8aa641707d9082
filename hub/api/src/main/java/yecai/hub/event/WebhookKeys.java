package yecai.hub.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of webhooks and what they sign, as Standard Webhooks has it. Each key is made of the configuration's, the webhook's number and
 * its own, so that none is kept anywhere, and whoever has one can make no other.
 */
public final class WebhookKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;

    private final byte[] master;

    /** @param master the configuration's key, at least 32 bytes */
    public WebhookKeys(byte[] master) {
        if (master.length < SHORTEST) {
            throw new IllegalArgumentException("the key of webhooks needs at least " + SHORTEST + " bytes");
        }
        this.master = master.clone();
    }

    /** Returns a key as its receiver is given it. */
    public String reveal(long webhook, int number) {
        return "whsec_" + Base64.getEncoder().encodeToString(key(webhook, number));
    }

    /** Returns the header {@code webhook-signature}: a signature by each key. */
    public String sign(long webhook, List<Integer> numbers, String id, long timestamp, byte[] body) {
        return numbers.stream()
                .map(number -> {
                    Mac mac = mac(key(webhook, number));
                    mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
                    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
                })
                .collect(Collectors.joining(" "));
    }

    private byte[] key(long webhook, int number) {
        return mac(master).doFinal(("yecai webhook " + webhook + " key " + number).getBytes(UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException problem) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", problem);
        }
    }
}
