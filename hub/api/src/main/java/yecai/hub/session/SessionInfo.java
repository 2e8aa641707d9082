package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a session's first statement found.
 *
 * @param isFound whether the view that was asked for is one that the principal may read
 * @param isLaterPage whether it reads from the snapshot of an earlier page
 * @param relation that view; empty where none was asked for, or only the whole catalogue can tell about it
 */
record SessionInfo(Context context, boolean isFound, boolean isLaterPage, Optional<Relation> relation) {
    SessionInfo {
        requireNonNull(context, "context is null");
        requireNonNull(relation, "relation is null");
    }
}
