package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import yecai.sql.text.Identifier;

/** A name that the database's catalogue gave. Nobody else can make one, so that no text of a caller becomes a name in SQL. */
public final class Name {
    private final String text;

    Name(String text) {
        this.text = requireNonNull(text, "text is null");
    }

    /** Returns the name as people write it. */
    public String text() {
        return text;
    }

    String quoted() {
        return Identifier.quote(text);
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
