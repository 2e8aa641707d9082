package yecai.hub.dataset.query;

/** How the values of a row are written. */
public enum RowShape {
    /** As JSON has them. */
    JSON,
    /** JSON for OData: no nested objects. */
    ODATA,
    /** JSON for OData with exact numbers as texts. */
    ODATA_EXACT,
    /** As they are. */
    CELLS,
    /** As they are, but no text that a spreadsheet takes for a formula. */
    CELLS_SAFE
}
