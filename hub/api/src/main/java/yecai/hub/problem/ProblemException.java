package yecai.hub.problem;

import static java.util.Objects.requireNonNull;

/**
 * A request that cannot be answered. The detail is for the caller: it may repeat what the caller sent and names of the
 * catalogue, and holds no row, no SQL and nothing that the database said.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final int retryAfterSeconds;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, 0, null);
    }

    public ProblemException(ProblemCode code, String detail, Throwable cause) {
        this(code, detail, 0, cause);
    }

    public ProblemException(ProblemCode code, String detail, int retryAfterSeconds, Throwable cause) {
        super(requireNonNull(detail, "detail is null"), cause);
        this.code = requireNonNull(code, "code is null");
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public ProblemCode code() {
        return code;
    }

    /** Returns in how many seconds it may work; 0 if waiting does not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
