package yecai.cdc.check;

/** The three promises that a check proves or refutes. */
public enum Part {
    /** The mirror equals the ERP. */
    MIRROR("mirror"),
    /** Each canonical table equals its mapping views, evaluated in full. */
    CANONICAL("canonical"),
    /** The totals that the ERP itself gives are found again in the mirror and in the canonical tables. */
    CONTROL_TOTALS("control totals");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
