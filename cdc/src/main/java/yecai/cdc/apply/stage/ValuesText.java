package yecai.cdc.apply.stage;

import yecai.cdc.change.Change;

/**
 * Rows as the {@code values} of an insert, each value a string literal without a type, which the server reads with the input
 * function of its column as COPY does. Needs {@code standard_conforming_strings}.
 */
final class ValuesText implements RowText {
    private final StringBuilder text = new StringBuilder();
    private boolean inRow;

    boolean isEmpty() {
        return text.length() == 0;
    }

    /** Returns the rows, separated by commas. */
    @Override
    public String toString() {
        return text.toString();
    }

    @Override
    public ValuesText number(long value) {
        begin();
        text.append(value);
        return this;
    }

    @Override
    public ValuesText text(String value) {
        begin();
        text.append('\'');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '\'') {
                text.append('\'');
            }
            text.append(character);
        }
        text.append('\'');
        return this;
    }

    @Override
    public ValuesText value(Object value) {
        if (value == null || value == Change.Unchanged.UNCHANGED) {
            begin();
            text.append("null");
            return this;
        }
        return text(value.toString());
    }

    @Override
    public ValuesText next() {
        text.append(',');
        return this;
    }

    @Override
    public void endRow() {
        text.append(')');
        inRow = false;
    }

    private void begin() {
        if (!inRow) {
            text.append(text.length() == 0 ? "(" : ",\n(");
            inRow = true;
        }
    }
}
