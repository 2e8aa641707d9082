package yecai.hub.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/**
 * The views {@code finance.demo_token} and {@code finance.demo_token_row}, which only the demo has: tokens mean something only
 * to its own workload. They are governed as the others are: they stand on the mirror's rows with the rights and row policies
 * of the role that owns the views for readers of all companies, since one transaction may concern several companies. Any
 * other reader sees nothing in them.
 */
final class TokenViews {
    private static final String TOKEN = "tx_token";

    private TokenViews() {}

    /**
     * Makes the views in a hub that has loaded the demo ERP.
     *
     * @param admin a superuser of the hub's server
     */
    static void install(Connection admin, Pack pack, String mirrorSchema) throws SQLException {
        List<TableSpec> tables = pack.tables().stream()
                .filter(table -> table.columns().contains(TOKEN))
                .toList();
        try (Statement statement = admin.createStatement()) {
            statement.execute("grant usage on schema " + mirrorSchema + " to yecai_mart_all");
            govern(statement, mirrorSchema + ".tx_tokens", "id, worker, n, step, expected_rows, expected_amount");
            for (TableSpec table : tables) {
                govern(statement, mirrorSchema + "." + table.mirrorTable(), columns(table));
            }
            publish(
                    statement,
                    "demo_token",
                    "select t.id as token, t.worker, t.n, t.step, t.expected_rows, t.expected_amount from "
                            + mirrorSchema + ".tx_tokens as t",
                    "What each transaction of the demo ERP says of itself. | 演示 ERP 中每笔事务的自述。");
            publish(
                    statement,
                    "demo_token_row",
                    tables.stream().map(table -> rows(table, mirrorSchema)).collect(Collectors.joining(" union all ")),
                    "The rows that transactions of the demo ERP wrote, by token. | 演示 ERP 的事务所写的行，按标记。");
        }
    }

    private static String columns(TableSpec table) {
        return table.columns().contains("debit") ? TOKEN + ", debit" : TOKEN;
    }

    private static String rows(TableSpec table, String mirrorSchema) {
        return "select r.tx_token as token, " + (table.columns().contains("debit") ? "r.debit" : "0")
                + " as amount from " + mirrorSchema + "." + table.mirrorTable() + " as r";
    }

    // The capture owns the mirror, so the policies, which are not forced, are not for it.
    private static void govern(Statement statement, String table, String columns) throws SQLException {
        statement.execute("alter table " + table + " enable row level security");
        statement.execute("drop policy if exists all_companies on " + table);
        statement.execute("create policy all_companies on " + table + " for select to yecai_mart_all using (true)");
        statement.execute("grant select (" + columns + ") on " + table + " to yecai_mart_all");
    }

    private static void publish(Statement statement, String name, String query, String comment) throws SQLException {
        String inner = "mart.finance__" + name + "_all";
        String outer = "finance." + name;
        statement.execute("set role yecai_mart_all");
        statement.execute("create or replace view " + inner + " as select * from (" + query
                + ") as body where (select r.all_companies from hub.reader_rights as r)");
        statement.execute("grant select on " + inner + " to yecai_mart");
        statement.execute("set role yecai_mart");
        statement.execute(
                "create or replace view " + outer + " with (security_barrier = true) as select * from " + inner);
        statement.execute("grant select on " + outer + " to finance_reader");
        statement.execute("comment on view " + outer + " is '" + comment + "'");
        statement.execute("reset role");
    }
}
