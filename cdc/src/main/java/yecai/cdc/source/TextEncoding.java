package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * How a database of the ERP encodes texts that the hub reads itself. PostgreSQL keeps the bytes of one in {@code SQL_ASCII} as they
 * came, and neither checks nor converts them. Those in other encodings it checks for their form only: it takes bytes that are no
 * character, and a server that is to convert them ends what it sends.
 *
 * @param isDeclared whether the database says so itself, and so encodes the names of tables and columns, too
 */
public record TextEncoding(Charset charset, boolean isDeclared) {
    /** What is assumed unless the configuration says otherwise. */
    public static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8);

    /** The statement that makes a server send the bytes as they are. */
    public static final String AS_THEY_ARE = "set client_encoding = 'SQL_ASCII'";

    /** By the names that Java gives them: those that PostgreSQL can convert, and to the same characters as Java. */
    private static final Map<String, String> NAMES_OF_POSTGRES = Map.of(
            "UTF-8", "UTF8",
            "GBK", "GBK",
            "GB2312", "EUC_CN",
            "EUC-KR", "EUC_KR",
            "ISO-8859-1", "LATIN1",
            "ISO-8859-2", "LATIN2",
            "ISO-8859-15", "LATIN9",
            "windows-1250", "WIN1250",
            "windows-1251", "WIN1251",
            "windows-1252", "WIN1252");

    // Java's own GBK takes one character (A892) for another than everybody else, PostgreSQL among them.
    private static final Map<String, String> TABLES = Map.of("GBK", "x-mswin-936");

    /** Encodings of databases with bytes that are no character, by PostgreSQL's names; it converts all others as Java does. */
    private static final Map<String, String> WITH_GAPS = Map.ofEntries(
            Map.entry("LATIN3", "ISO-8859-3"),
            Map.entry("ISO_8859_6", "ISO-8859-6"),
            Map.entry("ISO_8859_7", "ISO-8859-7"),
            Map.entry("ISO_8859_8", "ISO-8859-8"),
            Map.entry("WIN874", "x-windows-874"),
            Map.entry("WIN1250", "windows-1250"),
            Map.entry("WIN1251", "windows-1251"),
            Map.entry("WIN1252", "windows-1252"),
            Map.entry("WIN1253", "windows-1253"),
            Map.entry("WIN1254", "windows-1254"),
            Map.entry("WIN1255", "windows-1255"),
            Map.entry("WIN1257", "windows-1257"),
            Map.entry("WIN1258", "windows-1258"),
            Map.entry("EUC_CN", "GB2312"),
            Map.entry("EUC_KR", "EUC-KR"));

    public TextEncoding {
        requireNonNull(charset, "charset is null");
    }

    /** An encoding that the configuration names. */
    public TextEncoding(Charset charset) {
        this(charset, false);
    }

    /** Returns the charset by which texts are read and written. */
    public Charset table() {
        String table = TABLES.getOrDefault(charset.name(), charset.name());
        return Charset.isSupported(table) ? Charset.forName(table) : charset;
    }

    /** Returns the name by which a PostgreSQL server converts it; empty if it cannot, or to other characters. */
    public Optional<String> nameOfPostgres() {
        return Optional.ofNullable(NAMES_OF_POSTGRES.get(charset.name()));
    }

    /** Returns how the texts of the connection's database are encoded, if its server does not convert them. */
    public static Optional<TextEncoding> find(Connection connection, ErpOptions options) throws SQLException {
        String server = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        return "SQL_ASCII".equals(server) ? Optional.of(options.encoding().orElse(UTF_8)) : Optional.empty();
    }

    /**
     * Returns how the log's texts are to be read: also those of databases whose server would end the log at the first bytes that are
     * no character, so that these cost their table only.
     */
    public static Optional<TextEncoding> findOfLog(Connection connection, ErpOptions options) throws SQLException {
        String server = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        return find(connection, options).or(() -> findWithGaps(server));
    }

    /** Returns the encoding that PostgreSQL calls so, if it has bytes that are no character; else empty. */
    public static Optional<TextEncoding> findWithGaps(String name) {
        return Optional.ofNullable(WITH_GAPS.get(name))
                .filter(Charset::isSupported)
                .map(charset -> new TextEncoding(Charset.forName(charset), true));
    }

    /** Returns what to do about bytes that are none of its characters. */
    public String remedy() {
        return isDeclared
                ? "correct it in the ERP, whose database has this encoding"
                : "correct it in the ERP, or name the encoding of its texts as `encoding` of the source";
    }

    /**
     * Reads a text.
     *
     * @throws CharacterCodingException if the bytes are none of this encoding
     */
    public String read(byte[] bytes, int offset, int length) throws CharacterCodingException {
        return table().newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, offset, length))
                .toString();
    }
}
