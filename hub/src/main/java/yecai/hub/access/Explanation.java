package yecai.hub.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One link of the chain from a principal to the rows of a dataset.
 *
 * @param link membership, dataset, policy, scope, request, audit and so on
 * @param holds whether it lets rows through
 * @param remedy what to do where it does not
 */
public record Explanation(String link, boolean holds, String detail, Optional<String> remedy) {
    /** The links in order; takes a company to look for, or nothing for all. */
    public static List<Explanation> list(Connection hub, String principal, String dataset, Optional<String> company)
            throws SQLException {
        List<Explanation> links = new ArrayList<>();
        try (var statement =
                hub.prepareStatement("select link, holds, detail, remedy from hub.explain_access(?, ?, ?)")) {
            statement.setString(1, principal);
            statement.setString(2, dataset);
            statement.setString(3, company.orElse(null));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    links.add(new Explanation(
                            rows.getString(1),
                            rows.getBoolean(2),
                            rows.getString(3),
                            Optional.ofNullable(rows.getString(4))));
                }
            }
        }
        return links;
    }
}
