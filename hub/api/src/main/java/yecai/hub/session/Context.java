package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What holds for a read: how current each source is, how much of the group the caller sees, and a version that changes
 * whenever an answer could.
 *
 * @param narrowed how many values of which other kinds, such as 1 plant
 * @param viewSet which set of governed views is installed
 * @param rights what the principal may see at this moment, to be compared with what it may see later
 */
public record Context(
        boolean allCompanies,
        int companies,
        Optional<String> narrowed,
        List<SourceState> sources,
        String version,
        String viewSet,
        String rights) {
    public Context {
        requireNonNull(version, "version is null");
        requireNonNull(viewSet, "viewSet is null");
        requireNonNull(rights, "rights is null");
        sources = List.copyOf(sources);
    }

    /** A source; {@code asOf} is the commit time in the ERP of the last transaction that readers see. */
    public record SourceState(String source, Optional<Instant> asOf, Optional<String> position) {
        public SourceState {
            requireNonNull(source, "source is null");
            requireNonNull(asOf, "asOf is null");
            requireNonNull(position, "position is null");
        }
    }
}
