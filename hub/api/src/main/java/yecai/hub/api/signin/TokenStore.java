package yecai.hub.api.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.SqlCause;

/** Issues, lists and revokes tokens. */
public final class TokenStore {
    /** A token without its secret. */
    public record Listed(
            String tokenId,
            String principal,
            String label,
            List<String> datasets,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> revokedAt) {
        public Listed {
            datasets = List.copyOf(datasets);
        }
    }

    private static final String LIST = """
        select token_id, principal, label, datasets, created_at, expires_at, revoked_at
        from hub.api_token
        order by principal, created_at
        """;

    private final Handle hub;

    /** Takes a handle whose role may call the access functions. */
    public TokenStore(Handle hub) {
        this.hub = requireNonNull(hub, "hub is null");
    }

    /** Issues a token; only the returned object ever knows its secret. */
    public ApiToken issue(String principal, String label, List<String> datasets, Instant expiresAt) {
        ApiToken token = ApiToken.random();
        try {
            hub.createUpdate("select hub.issue_token(:tokenId, :principal, :label, :secretHash, :datasets, :expiresAt)")
                    .bind("tokenId", token.id())
                    .bind("principal", principal)
                    .bind("label", label)
                    .bind("secretHash", token.secretHash())
                    .bindArray("datasets", String.class, datasets)
                    .bind("expiresAt", expiresAt)
                    .execute();
            return token;
        } catch (JdbiException problem) {
            throw refused("no token can be issued for principal " + principal, problem);
        }
    }

    /** Lists all tokens, also those that have ended. */
    public List<Listed> listTokens() {
        try {
            return hub.createQuery(LIST).map(ConstructorMapper.of(Listed.class)).list();
        } catch (JdbiException problem) {
            throw refused("the tokens cannot be listed", problem);
        }
    }

    /** Ends a token; false if there is none of this id, or it had ended before. */
    public boolean revoke(String tokenId, String reason) {
        try {
            return hub.createQuery("select hub.revoke_token(:tokenId, :reason)")
                    .bind("tokenId", tokenId)
                    .bind("reason", reason)
                    .mapTo(Boolean.class)
                    .one();
        } catch (JdbiException problem) {
            throw refused("token " + tokenId + " cannot be revoked", problem);
        }
    }

    private static YecaiException refused(String what, JdbiException problem) {
        return new YecaiException(YecaiException.Kind.HUB, what + ": " + SqlCause.message(problem), problem);
    }
}
