package yecai.sql.error;

import static java.util.Objects.requireNonNull;

/**
 * The one exception of the hub. Its message names the object and the value and says what to do; it never holds row data
 * or secrets. Its kind decides how the command line ends.
 */
public final class YecaiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, by the place where it must be corrected. */
    public enum Kind {
        /** The configuration file, an option or an environment variable. */
        CONFIG(2),
        /** A pack: its pack.yml or one of its SQL files. */
        PACK(3),
        /** The ERP's server: connection, rights, settings, missing tables. */
        SOURCE(4),
        /** The hub's server: connection, rights, version of the schema. */
        HUB(5),
        /** A mapping that cannot be derived, such as one with duplicate keys. */
        MAPPING(6),
        /** The ERP's tables changed in a way that needs a decision. */
        SCHEMA(7),
        /** Somebody else holds what is needed, such as a second capture of a source. */
        CONFLICT(8),
        /** A defect of the hub itself. */
        INTERNAL(70);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns the exit code of a command that ends with this kind. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public YecaiException(Kind kind, String message) {
        this(kind, message, null);
    }

    public YecaiException(Kind kind, String message, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    public Kind kind() {
        return kind;
    }
}
