package yecai.cdc.apply;

import yecai.cdc.mirror.MirrorTable;

/** The mirror of one table cannot take its rows: a value does not fit, or the mirror is no longer what it was. */
final class UnwritableRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MirrorTable table;

    UnwritableRows(MirrorTable table, Exception cause) {
        super(cause.getMessage(), cause);
        this.table = table;
    }

    MirrorTable table() {
        return table;
    }
}
