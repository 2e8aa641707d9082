package yecai.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * Installs the lints as numbered views in schema hub, and hub.lint, the union of them all. A lint is a query whose rows
 * are findings: which lint, how severe, on which object, what is wrong, and the remedy.
 */
final class LintInstaller {
    private static final String SETTING = "lints_checksum";

    private final Connection connection;
    private final List<String> names = Resources.lines("lints/order.txt");

    LintInstaller(Connection connection) {
        this.connection = connection;
    }

    /** Replaces the lints if they are not those of this program. */
    void install() throws SQLException {
        String checksum = checksum();
        connection.setAutoCommit(false);
        try {
            execute("set local role yecai_owner");
            if (!isInstalled(checksum)) {
                replace();
                try (var statement = connection.prepareStatement("insert into hub.setting (name, value) values (?, ?)"
                        + " on conflict (name) do update set value = excluded.value")) {
                    statement.setString(1, SETTING);
                    statement.setString(2, checksum);
                    statement.execute();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void replace() throws SQLException {
        StringBuilder union = new StringBuilder();
        execute("drop view if exists hub.lint");
        for (String name : names.stream().sorted((a, b) -> b.compareTo(a)).toList()) {
            execute("drop view if exists hub.lint_" + name);
        }
        for (String name : names) {
            execute("create view hub.lint_" + name + " as\n" + Resources.read("lints/" + name + ".sql"));
            if (!name.startsWith("00")) {
                union.append(union.isEmpty() ? "" : " union all ").append("select * from hub.lint_" + name);
            }
        }
        execute("create view hub.lint as " + union);
        execute("grant select on hub.lint to yecai_dba, yecai_capture");
    }

    private boolean isInstalled(String checksum) throws SQLException {
        try (var statement =
                connection.prepareStatement("select to_regclass('hub.lint') is not null and exists (select from"
                        + " hub.setting where name = ? and value = ?)")) {
            statement.setString(1, SETTING);
            statement.setString(2, checksum);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                digest.update((name + Resources.read("lints/" + name + ".sql")).getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "This Java has no SHA-256.", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
