package yecai.cdc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import yecai.cdc.apply.Applier.StartAnew;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** Why an attempt of a capture ended, and what that means for the next one. */
enum Failure {
    /** The capture asked for it, since its tables have another form. */
    START_ANEW,
    /** A server or a connection went away, or is busy: trying again may help. */
    TRANSIENT,
    /** Nobody knows: trying again may help, but not for ever. */
    UNKNOWN,
    /** Somebody must do something first. */
    LASTING;

    // connection, lack of resources, shutdown, standby; deadlock, serialization; lock not available, object in use
    private static final List<String> TRANSIENT_STATES = List.of("08", "53", "57", "58", "40", "55");

    /** @param starting whether it happened before the attempt began to read */
    static Failure of(Throwable failure, boolean starting) {
        if (failure instanceof StartAnew) {
            return START_ANEW;
        }
        if (failure instanceof YecaiException known && known.kind() == Kind.CONFLICT) {
            return starting ? TRANSIENT : LASTING;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && cause.getCause() == null) {
                return isTransient(sql) ? TRANSIENT : LASTING;
            }
            if (cause instanceof SQLException sql && isTransient(sql)) {
                return TRANSIENT;
            }
            if (cause instanceof IOException || cause instanceof SQLTransientException) {
                return TRANSIENT;
            }
            if (cause instanceof Error) {
                return LASTING;
            }
        }
        return failure instanceof YecaiException ? LASTING : UNKNOWN;
    }

    private static boolean isTransient(SQLException problem) {
        String state = problem.getSQLState();
        return state == null || TRANSIENT_STATES.stream().anyMatch(state::startsWith);
    }

    /** Returns the messages of the failure and its causes in one line. */
    static String explain(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (text.indexOf(message) < 0) {
                text.append(": ").append(message);
            }
        }
        return text.toString();
    }
}
