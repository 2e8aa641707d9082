package yecai.cdc.check;

import java.sql.SQLException;
import java.util.Set;
import yecai.cdc.Server;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Words for a server's errors. Texts that may hold a row's values are left out: only their SQLSTATE is given. */
final class SqlProblem {
    /** Connections, logins, prepared transactions, rights and names, resources, limits, object state, operators, system. */
    private static final Set<String> CLASSES_WITHOUT_ROW_DATA =
            Set.of("08", "25", "28", "3D", "3F", "42", "53", "54", "55", "57", "58", "XX");

    private static final String ROW_POLICY = "42501";
    private static final String CANCELLED = "57014";

    private SqlProblem() {}

    static String text(SQLException problem) {
        String state = problem.getSQLState();
        if (state == null || CLASSES_WITHOUT_ROW_DATA.contains(state.substring(0, 2))) {
            return problem.getMessage().lines().findFirst().orElse("unknown error") + " (SQLSTATE " + state + ")";
        }
        return "SQLSTATE " + state + " (its text may hold data and is left out)";
    }

    static YecaiException source(Server erp, SQLException problem) {
        String hint = "";
        if (ROW_POLICY.equals(problem.getSQLState())
                && String.valueOf(problem.getMessage()).contains("row-level security")) {
            hint = "; a copy under row policies would be partial: let an administrator run" + " `alter role "
                    + erp.user() + " bypassrls` on the ERP's server";
        }
        return new YecaiException(Kind.SOURCE, "the ERP (" + erp + ") refused: " + text(problem) + hint, problem);
    }

    static YecaiException hub(Server hub, SQLException problem) {
        return new YecaiException(Kind.HUB, "the hub (" + hub + ") refused: " + text(problem), problem);
    }

    static boolean isCancelled(SQLException problem) {
        return CANCELLED.equals(problem.getSQLState());
    }
}
