package yecai.cdc.mirror;

/**
 * Settings of a session on which the text of a value depends. With the same on both sides, what one server writes the other
 * reads as the same value, and writes as the same text again.
 */
public final class TextForm {
    /** Statements that set them. */
    public static final String SETTINGS = """
            set datestyle = 'ISO, YMD';
            set intervalstyle = 'postgres';
            set timezone = 'UTC';
            set extra_float_digits = 1;
            set bytea_output = 'hex';
            set lc_monetary = 'C';
            set xmloption = 'content';
            set array_nulls = on;
            set quote_all_identifiers = off;
            set search_path = pg_catalog, pg_temp""";

    private TextForm() {}
}
