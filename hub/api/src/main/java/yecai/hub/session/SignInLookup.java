package yecai.hub.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** What the API may ask before it knows who calls, and the number of companies. */
public final class SignInLookup {
    /** A token that is in force. */
    public record Token(String principal, byte[] secretHash, List<String> datasets, Instant expiresAt) {
        public Token {
            secretHash = secretHash.clone();
            datasets = List.copyOf(datasets);
        }

        @Override
        public byte[] secretHash() {
            return secretHash.clone();
        }
    }

    private final DataSource lookups;

    SignInLookup(DataSource lookups) {
        this.lookups = lookups;
    }

    /** Finds a token that is neither expired nor revoked. */
    public Optional<Token> findToken(String tokenId) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select principal, secret_hash, datasets, extract(epoch from expires_at)::bigint from hub.find_token(?)")) {
            statement.setString(1, tokenId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Token(
                                row.getString(1),
                                row.getBytes(2),
                                List.of((String[]) row.getArray(3).getArray()),
                                Instant.ofEpochSecond(row.getLong(4))))
                        : Optional.empty();
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    /** Finds the principal of a person or program that an issuer has authenticated. */
    public Optional<String> findPrincipal(String issuer, String subject) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement("select hub.find_subject(?, ?)")) {
            statement.setString(1, issuer);
            statement.setString(2, subject);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getString(1));
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    /** Lists the places of the reads whose credential is no more or whose rights are less than at their beginning. */
    List<Integer> listEnded(List<? extends RightsWatch.Watched> reads) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select e.place from hub.reads_to_end(?, ?, ?, ?, ?) as e")) {
            texts(statement, 1, reads, read -> read.reader().principal());
            texts(
                    statement,
                    2,
                    reads,
                    read -> credential(read).map(Reader.Credential::issuer).orElse(null));
            texts(
                    statement,
                    3,
                    reads,
                    read -> credential(read).map(Reader.Credential::subject).orElse(null));
            texts(statement, 4, reads, RightsWatch.Watched::rights);
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "integer",
                            reads.stream().map(RightsWatch.Watched::backend).toArray(Integer[]::new)));
            List<Integer> places = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    places.add(row.getInt(1) - 1);
                }
            }
            return places;
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    private static Optional<Reader.Credential> credential(RightsWatch.Watched read) {
        return read.reader().credential();
    }

    private static void texts(
            PreparedStatement statement,
            int parameter,
            List<? extends RightsWatch.Watched> reads,
            Function<RightsWatch.Watched, String> text)
            throws SQLException {
        statement.setArray(
                parameter,
                statement
                        .getConnection()
                        .createArrayOf("text", reads.stream().map(text).toArray(String[]::new)));
    }

    /** Counts the companies of the group. */
    public long companyCount() {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement("select hub.company_count()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }
}
