package yecai.cdc.source;

import java.sql.SQLException;
import java.util.Set;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.text.Identifier;

/** Words for a server's errors. Texts that may hold a row's values are left out: only their SQLSTATE is given. */
public final class SqlProblem {
    /** Connections, logins, prepared transactions, rights and names, resources, limits, object state, operators, system. */
    private static final Set<String> CLASSES_WITHOUT_ROW_DATA =
            Set.of("08", "25", "28", "3D", "3F", "42", "53", "54", "55", "57", "58", "XX");

    private static final String NO_RIGHT = "42501";
    private static final String CANCELLED = "57014";
    private static final String NO_CHARACTER = "22P05";

    private SqlProblem() {}

    public static String text(SQLException problem) {
        String state = problem.getSQLState();
        if (state == null || CLASSES_WITHOUT_ROW_DATA.contains(state.substring(0, 2))) {
            return problem.getMessage().lines().findFirst().orElse("unknown error") + " (SQLSTATE " + state + ")";
        }
        if (NO_CHARACTER.equals(state)) {
            return "a text holds bytes that are no character of the database's encoding (SQLSTATE " + state + ")";
        }
        return "SQLSTATE " + state + " (its text may hold data and is left out)";
    }

    public static YecaiException source(Server erp, SQLException problem) {
        return new YecaiException(Kind.SOURCE, "the ERP (" + erp + ") refused: " + advise(erp, problem), problem);
    }

    /** Returns the text of an error of the ERP, with what to do about it if that is known. */
    public static String advise(Server erp, SQLException problem) {
        if (!NO_RIGHT.equals(problem.getSQLState())) {
            return text(problem);
        }
        return text(problem)
                + (String.valueOf(problem.getMessage()).contains("row-level security")
                        ? "; a copy under row policies would be partial: ask an administrator to run `alter role "
                                + Identifier.quote(erp.user())
                                + " bypassrls` on the ERP's server, or take the table out of pack.yml"
                        : "; run what `yecai init` prints at the ERP, which grants what is needed");
    }

    public static YecaiException hub(Server hub, SQLException problem) {
        return new YecaiException(Kind.HUB, "the hub (" + hub + ") refused: " + text(problem), problem);
    }

    public static boolean isCancelled(SQLException problem) {
        return CANCELLED.equals(problem.getSQLState());
    }
}
