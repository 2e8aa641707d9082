package yecai.sql;

import java.sql.SQLException;
import java.util.List;

/** A principal of a test hub, with the login {@code name_login}; server-wide names must differ between tests. */
public record Reader(EmbeddedHub hub, String name) {
    public static Reader add(EmbeddedHub hub, String name, String... readerRoles) throws SQLException {
        hub.run(
                "postgres",
                "select hub.add_principal('" + name + "', 'person', '{" + String.join(",", readerRoles) + "}')");
        hub.run("postgres", "select hub.add_login('" + name + "_login', '" + name + "', 'secret')");
        return new Reader(hub, name);
    }

    public Reader grant(String kind, String... values) throws SQLException {
        for (String value : values) {
            hub.run(
                    "postgres",
                    "select hub.grant_access('" + name + "', '" + kind + "', '" + value + "', null, 'test')");
        }
        return this;
    }

    public void revoke(String kind, String value) throws SQLException {
        hub.run("postgres", "select hub.revoke_access('" + name + "', '" + kind + "', '" + value + "', 'test')");
    }

    public String login() {
        return name + "_login";
    }

    public List<String> list(String sql) throws SQLException {
        return hub.list(login(), sql);
    }
}
