package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
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
 * How a database whose encoding is {@code SQL_ASCII} encodes its texts: PostgreSQL keeps their bytes as they came, and neither
 * checks nor converts them. So the hub asks for the bytes, and reads them itself.
 */
public record TextEncoding(Charset charset) {
    /** What is assumed unless the configuration says otherwise. */
    public static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8);

    /** The statement that makes a server send the bytes as they are. */
    public static final String AS_THEY_ARE = "set client_encoding = 'SQL_ASCII'";

    private static final byte[] NULL = {'\\', 'N'};
    private static final String ESCAPED = "\\\b\f\n\r\t\u000b";
    private static final String LETTERS = "\\bfnrtv";

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

    public TextEncoding {
        requireNonNull(charset, "charset is null");
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

    /**
     * Returns a row of a COPY in text format in UTF-8. The bytes of a text may be those of a backslash, as in GBK; the server has
     * escaped them one by one.
     *
     * @throws CharacterCodingException if a value is none of this encoding
     */
    public byte[] toUtf8(byte[] row) throws CharacterCodingException {
        if (isAscii(row)) {
            return row;
        }
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(row.length * 2);
        byte[] value = new byte[row.length];
        int length = 0;
        for (int i = 0; i < row.length; i++) {
            byte octet = row[i];
            if (octet == '\t' || octet == '\n') {
                write(value, length, utf8);
                utf8.write(octet);
                length = 0;
            } else if (octet == '\\') {
                i++;
                if (row[i] == 'N') {
                    utf8.writeBytes(NULL);
                } else {
                    value[length++] = unescaped(row[i]);
                }
            } else {
                value[length++] = octet;
            }
        }
        return utf8.toByteArray();
    }

    private static byte unescaped(byte letter) {
        return (byte) ESCAPED.charAt(LETTERS.indexOf(letter));
    }

    private void write(byte[] value, int length, ByteArrayOutputStream utf8) throws CharacterCodingException {
        for (byte octet : read(value, 0, length).getBytes(StandardCharsets.UTF_8)) {
            int place = ESCAPED.indexOf(octet);
            if (place >= 0) {
                utf8.write('\\');
                utf8.write(LETTERS.charAt(place));
            } else {
                utf8.write(octet);
            }
        }
    }

    private static boolean isAscii(byte[] row) {
        for (byte octet : row) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
