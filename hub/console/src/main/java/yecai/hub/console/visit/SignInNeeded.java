package yecai.hub.console.visit;

/** Nobody has signed in who may see this. */
public final class SignInNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SignInNeeded() {
        super("nobody has signed in", null, false, false);
    }
}
