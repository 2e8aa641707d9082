package yecai.cdc.check.findings;

/** The three promises that a check proves or refutes, and whether the figures agree with each other. */
public enum Part {
    /** The mirror equals the ERP. */
    MIRROR("mirror"),
    /** Each canonical table equals its mapping views, evaluated in full. */
    CANONICAL("canonical"),
    /** The totals that the ERP itself gives are found again in the mirror and in the canonical tables. */
    CONTROL_TOTALS("control totals"),
    /** The canonical rows agree with each other: subledgers with the ledger, the ledger with itself. */
    FIGURES("figures");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
