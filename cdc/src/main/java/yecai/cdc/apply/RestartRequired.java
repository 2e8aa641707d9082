package yecai.cdc.apply;

/** Tells that the form of mirror tables, or which of them follow the ERP, has changed: the capture must restart. */
public final class RestartRequired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isolateTables;

    RestartRequired(String message) {
        this(message, false);
    }

    RestartRequired(String message, boolean isolateTables) {
        super(message);
        this.isolateTables = isolateTables;
    }

    /** Returns whether the next attempt should find out which table's rows do not fit. */
    public boolean isolateTables() {
        return isolateTables;
    }
}
