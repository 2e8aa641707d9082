package yecai.cdc.shape;

import java.util.Optional;

/** What is to be done about a table that was compared with the ERP's catalogue. */
sealed interface Verdict {
    /**
     * Nothing but noting how it looks now.
     *
     * @param shape empty if it is as it was noted
     */
    record Same(Optional<SourceShape> shape, TableIdentity identity) implements Verdict {}

    /** The table must be paused. */
    record Stop(String reason) implements Verdict {}
}
