package yecai.hub.api;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.sql.YecaiException;

/** Issues, lists and revokes tokens, on a connection that may call the access functions. */
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

    private final Connection connection;

    public TokenStore(Connection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /** Issues a token; only the returned object ever knows its secret. */
    public ApiToken issue(String principal, String label, List<String> datasets, Instant expiresAt) {
        ApiToken token = ApiToken.random();
        try (PreparedStatement statement = connection.prepareStatement("select hub.issue_token(?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, token.id());
            statement.setString(2, principal);
            statement.setString(3, label);
            statement.setBytes(4, token.secretHash());
            statement.setArray(5, connection.createArrayOf("text", datasets.toArray()));
            statement.setObject(6, OffsetDateTime.ofInstant(expiresAt, ZoneOffset.UTC));
            statement.execute();
            return token;
        } catch (SQLException problem) {
            throw refused("no token can be issued for principal " + principal, problem);
        }
    }

    /** Lists all tokens, also those that have ended. */
    public List<Listed> listTokens() {
        List<Listed> tokens = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LIST);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tokens.add(new Listed(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        List.of((String[]) row.getArray(4).getArray()),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
            }
            return tokens;
        } catch (SQLException problem) {
            throw refused("the tokens cannot be listed", problem);
        }
    }

    /** Ends a token; false if there is none of this id, or it had ended before. */
    public boolean revoke(String tokenId, String reason) {
        try (PreparedStatement statement = connection.prepareStatement("select hub.revoke_token(?, ?)")) {
            statement.setString(1, tokenId);
            statement.setString(2, reason);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException problem) {
            throw refused("token " + tokenId + " cannot be revoked", problem);
        }
    }

    private static YecaiException refused(String what, SQLException problem) {
        return new YecaiException(YecaiException.Kind.HUB, what + ": " + problem.getMessage(), problem);
    }
}
