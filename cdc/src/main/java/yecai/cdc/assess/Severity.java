package yecai.cdc.assess;

/** What a finding means for a capture. */
public enum Severity {
    /** The source, or the table that is named, cannot be captured before it is mended. */
    BLOCKS,
    /** It can be captured, and will give trouble. */
    WARNS,
    /** Worth knowing before somebody decides what is captured. */
    NOTES
}
