package yecai.hub.console.table;

/** What a column holds, and so how it is shown. */
public enum Kind {
    TEXT,
    /** Money, whose currency another column names. */
    AMOUNT,
    /** A number with a unit that another column names, or with none. */
    QUANTITY,
    COUNT,
    /** A part of one, shown as percent. */
    SHARE,
    DATE,
    MOMENT,
    FLAG,
    /** A code of the hub, for which there are words. */
    CODE,
    /** Texts, one after the other. */
    LIST,
    /** No data: what can be done with the row, for which there are words. */
    ACTION;

    /** Whether it stands at the right, its digits below each other. */
    public boolean isNumber() {
        return switch (this) {
            case AMOUNT, QUANTITY, COUNT, SHARE -> true;
            case TEXT, DATE, MOMENT, FLAG, CODE, LIST, ACTION -> false;
        };
    }
}
