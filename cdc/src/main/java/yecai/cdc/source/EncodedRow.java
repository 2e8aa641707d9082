package yecai.cdc.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A row of a COPY whose texts the server has not converted. */
public final class EncodedRow {
    private static final byte[] NULL = {'\\', 'N'};
    private static final String ESCAPED = "\\\b\f\n\r\t\u000b";
    private static final String LETTERS = "\\bfnrtv";

    private EncodedRow() {}

    /**
     * Returns a row of a COPY in text format in UTF-8. The bytes of a text may be those of a backslash, as in GBK; the server has
     * escaped them one by one.
     *
     * @throws CharacterCodingException if a value is none of this encoding
     */
    public static byte[] toUtf8(byte[] row, TextEncoding encoding) throws CharacterCodingException {
        if (isAscii(row)) {
            return row;
        }
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(row.length * 2);
        byte[] value = new byte[row.length];
        int length = 0;
        for (int i = 0; i < row.length; i++) {
            byte octet = row[i];
            if (octet == '\t' || octet == '\n') {
                write(value, length, encoding, utf8);
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

    private static void write(byte[] value, int length, TextEncoding encoding, ByteArrayOutputStream utf8)
            throws CharacterCodingException {
        for (byte octet : encoding.read(value, 0, length).getBytes(StandardCharsets.UTF_8)) {
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
