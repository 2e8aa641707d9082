package yecai.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedRowTest {
    private static final Charset GBK = Charset.forName("GBK");

    private final TextEncoding encoding = new TextEncoding(GBK);

    /** As a server writes a row that it does not convert: byte by byte. */
    private static byte[] row(String... values) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int i = 0; i < values.length; i++) {
            row.write(i == 0 ? new byte[0] : new byte[] {'\t'}, 0, i == 0 ? 0 : 1);
            if (values[i] == null) {
                row.writeBytes("\\N".getBytes(StandardCharsets.US_ASCII));
                continue;
            }
            for (byte octet : values[i].getBytes(GBK)) {
                int place = "\\\t\n\r".indexOf(octet);
                if (place >= 0) {
                    row.write('\\');
                    row.write("\\tnr".charAt(place));
                } else {
                    row.write(octet);
                }
            }
        }
        row.write('\n');
        return row.toByteArray();
    }

    @Test
    void toUtf8_readsCharactersWhoseSecondByteIsABackslash() throws CharacterCodingException {
        assertThat(new String(
                        EncodedRow.toUtf8(row("\u8aa0\\", null, "", "a\tb\nc\rd", "\u4e1a"), encoding),
                        StandardCharsets.UTF_8))
                .isEqualTo("\u8aa0\\\\\t\\N\t\ta\\tb\\nc\\rd\t\u4e1a\n");
    }

    @Test
    void toUtf8_refusesWhatIsNoText() {
        assertThatThrownBy(() -> EncodedRow.toUtf8(new byte[] {'a', (byte) 0xff, '\n'}, encoding))
                .isInstanceOf(CharacterCodingException.class);
    }
}
