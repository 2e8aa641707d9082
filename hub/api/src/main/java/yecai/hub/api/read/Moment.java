package yecai.hub.api.read;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** The state of the data that the pages of one read show: its version, and what tells snapshots of that version apart. */
record Moment(String text) {
    private static final char SEPARATOR = '~';

    Moment {
        requireNonNull(text, "text is null");
    }

    /** The present: two snapshots with the same version and the same state of the sources are one moment. */
    static Moment now(Optional<String> version, String asOf) {
        return new Moment(version.map(of -> of + SEPARATOR + Integer.toHexString(asOf.hashCode()))
                .orElseGet(() -> SEPARATOR + UUID.randomUUID().toString()));
    }

    static Moment of(String text) {
        return new Moment(text);
    }

    /** Fails if the rows are another version's; what has no version is only ever the same in one snapshot. */
    void requireVersion(Optional<String> version) {
        int end = text.indexOf(SEPARATOR);
        if (end < 0 || version.isEmpty() || !text.substring(0, end).equals(version.get())) {
            throw new ProblemException(
                    ProblemCode.MOVED_ON,
                    "The pages before this one showed a state that has passed. Start over with the first page, or read an"
                            + " export, which is one answer.");
        }
    }
}
