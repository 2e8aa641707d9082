package yecai.hub.administration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import yecai.hub.access.ShortLogin;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Deeds whose answer holds a secret, once: a repetition of the request is answered without it. */
public final class Secrets {
    private static final int CONNECTIONS = 5;

    public static final Deed ISSUE_TOKEN = (hub, values) -> {
        List<String> datasets = values.texts("datasets").isEmpty() ? List.of("*") : values.texts("datasets");
        var token = new TokenStore(hub)
                .issue(values.text("principal"), values.text("label"), datasets, moment(values.text("expires_at")));
        return shown("token_id", token.id(), token.reveal());
    };

    public static final Deed ISSUE_LOGIN = (hub, values) ->
            login(ShortLogin.issue(hub, values.text("principal"), Duration.ofMinutes(values.number("minutes", 0)), (int)
                    values.number("connections", CONNECTIONS)));

    public static final Deed ROTATE_LOGIN = (hub, values) -> login(
            ShortLogin.rotate(hub, values.text("login"), Duration.ofMinutes(values.number("overlap_minutes", 0))));

    private Secrets() {}

    private static ObjectNode login(ShortLogin login) {
        return shown("login", login.name(), login.password());
    }

    private static ObjectNode shown(String name, String value, String secret) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(name, value);
        answer.put("secret", secret);
        return answer;
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new ProblemException(
                    ProblemCode.BODY_NOT_UNDERSTOOD, "A moment is written 2026-01-31T08:00:00Z.", wrong);
        }
    }
}
