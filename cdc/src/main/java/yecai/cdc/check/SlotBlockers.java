package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import yecai.cdc.Server;

/** Names the sessions for whose transactions the creation of a replication slot waits. */
final class SlotBlockers {
    /** Process 0 stands for a prepared transaction, which has no session. */
    private static final String SQL = """
            with blocker as (
                select distinct unnest(pg_blocking_pids(?)) as pid
            ),
            holder as (
                select pid from blocker
                union
                select l.pid from pg_locks as l
                where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
                    and not exists (select 1 from blocker)
            )
            select case
                when h.pid is null or h.pid = 0 then 'a prepared transaction (see pg_prepared_xacts)'
                else format('process %s of %s%s%s', h.pid, coalesce(a.usename, 'unknown'),
                    coalesce(', ' || nullif(a.application_name, ''), ''),
                    coalesce(', open since ' || to_char(a.xact_start, 'HH24:MI:SS'), ''))
            end
            from holder as h
            left join pg_stat_activity as a on a.pid = h.pid
            order by a.xact_start nulls last
            limit 5
            """;

    private SlotBlockers() {}

    static String describe(Server erp, int waiting) {
        StringBuilder names = new StringBuilder();
        try (Connection connection = erp.open("yecai check");
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, waiting);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.append(names.isEmpty() ? "" : "; ").append(row.getString(1));
                }
            }
        } catch (SQLException problem) {
            return "they cannot be named (" + SqlProblem.text(problem) + ")";
        }
        return names.isEmpty() ? "they ended just now" : names.toString();
    }
}
