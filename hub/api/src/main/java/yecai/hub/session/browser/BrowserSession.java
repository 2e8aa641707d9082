package yecai.hub.session.browser;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import yecai.hub.session.Reader;
import yecai.hub.session.Reader.Credential;

/**
 * A person who has signed in with a browser.
 *
 * @param id the session's public name, for logs and the journal of reads
 * @param principal whose rights count; empty for a DBA or approver, whose own login counts
 * @param login the database login that signed in; empty where something else did
 * @param way link, subject or login
 * @param state a text that is another one as soon as the person may see something else; see {@link BrowserSessions#listStates}
 * @param areas of which the principal may read data: finance, production, reporting
 */
public record BrowserSession(
        String id,
        Optional<String> principal,
        Optional<String> login,
        String way,
        List<String> areas,
        Instant createdAt,
        Instant endsAt,
        String state) {
    /** The issuer by which the hub knows the credential of a read. */
    public static final String ISSUER = "yecai:console";

    public BrowserSession {
        requireNonNull(id, "id is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(login, "login is null");
        requireNonNull(way, "way is null");
        areas = List.copyOf(areas);
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(endsAt, "endsAt is null");
        requireNonNull(state, "state is null");
    }

    /** Whether it is a DBA's or an approver's, who reads no data. */
    public boolean isAdministrator() {
        return principal.isEmpty();
    }

    /** The person as others know them. */
    public String person() {
        return principal.or(() -> login).orElseThrow();
    }

    /** What the hub knows the session by, so that a read of it ends when it does. */
    public Credential credential() {
        return new Credential(ISSUER, id);
    }

    /** For whom its reads are. */
    public Reader reader() {
        return new Reader(principal.orElseThrow(), Optional.of(credential()), endsAt, Optional.empty());
    }
}
