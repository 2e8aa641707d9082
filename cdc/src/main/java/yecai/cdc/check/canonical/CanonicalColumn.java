package yecai.cdc.check.canonical;

/**
 * A column.
 *
 * @param collatable whether its comparison needs a collation
 * @param asText whether it has no equality of its own and is compared as text
 * @param defaultSql what it holds if a mapping says nothing of it
 */
record CanonicalColumn(String name, String type, boolean collatable, boolean asText, String defaultSql) {
    /** Returns an expression as this column would hold it, ready to be compared. */
    String comparable(String expression) {
        String cast = "cast(" + expression + " as " + type + ")";
        return asText ? cast + "::text collate \"C\"" : collatable ? cast + " collate \"C\"" : cast;
    }
}
