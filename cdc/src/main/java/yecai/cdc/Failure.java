package yecai.cdc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import yecai.cdc.apply.RestartRequired;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** Why an attempt of a capture ended, and what that means for the next one. */
enum Failure {
    /** The capture asked for it, since the definitions of its tables changed. */
    RESTART,
    /** A server or a connection went away, or is busy: trying again may help. */
    TRANSIENT,
    /** A login was refused, or its password cannot be read: it may be being changed. */
    LOGIN,
    /** Nobody knows: trying again may help, but not for ever. */
    UNKNOWN,
    /** Somebody must do something first. */
    PERMANENT;

    // connection, lack of resources, shutdown, standby; deadlock, serialization; lock not available, object in use
    private static final List<String> TRANSIENT_STATES = List.of("08", "53", "57", "58", "40", "55");

    /** @param starting whether it happened before the attempt began to read */
    static Failure of(Throwable failure, boolean starting) {
        if (failure instanceof RestartRequired) {
            return RESTART;
        }
        if (failure instanceof YecaiException known && known.kind() == Kind.CONFLICT) {
            return starting ? TRANSIENT : PERMANENT;
        }
        if (failure instanceof YecaiException known && known.kind() == Kind.CONFIG) {
            return LOGIN;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith("28")) {
                return LOGIN;
            }
            if (cause instanceof SQLException sql && cause.getCause() == null) {
                return isTransient(sql) ? TRANSIENT : isInternal(sql) ? UNKNOWN : PERMANENT;
            }
            if (cause instanceof IOException || (cause instanceof SQLException sql && isTransient(sql))) {
                return TRANSIENT;
            }
            if (cause instanceof Error) {
                return PERMANENT;
            }
        }
        return failure instanceof YecaiException ? PERMANENT : UNKNOWN;
    }

    private static boolean isTransient(SQLException problem) {
        String state = problem.getSQLState();
        return problem instanceof SQLTransientException
                || state == null
                || TRANSIENT_STATES.stream().anyMatch(state::startsWith);
    }

    // such as "cache lookup failed", when an object goes away while its server looks at it
    private static boolean isInternal(SQLException problem) {
        return String.valueOf(problem.getSQLState()).startsWith("XX");
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
