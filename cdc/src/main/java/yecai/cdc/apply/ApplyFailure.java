package yecai.cdc.apply;

/** Tells that applying ended; the cause says why. */
final class ApplyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApplyFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
