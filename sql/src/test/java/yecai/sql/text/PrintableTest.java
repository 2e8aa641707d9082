package yecai.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void line_showsControlCharactersAsCodes() {
        assertThat(Printable.line("a\nb\r\u001b[2J\u0007\u009b\u2028\u202e"))
                .isEqualTo("a\\u000ab\\u000d\\u001b[2J\\u0007\\u009b\\u2028\\u202e");
        assertThat(Printable.line("\ud800")).isEqualTo("\\ud800");
        assertThat(Printable.line(new String(Character.toChars(0xe0001)))).isEqualTo("\\U000e0001");
    }

    @Test
    void lines_keepLineFeedsOnly() {
        assertThat(Printable.lines("a\nb\r\tc")).isEqualTo("a\nb\\u000d\\u0009c");
    }

    @Test
    void ordinaryText_isPrintedAsItStands() {
        String text = "业财 – naïve 'x' \\n 𠮷";

        assertThat(Printable.isPlain(text)).isTrue();
        assertThat(Printable.line(text)).isEqualTo(text);
        assertThat(Printable.isPlain("a\nb")).isFalse();
    }

    @Test
    void literalInOneLine_holdsNoControlCharacter() {
        assertThat(SqlLiteral.inOneLine("it's")).isEqualTo("'it''s'");
        assertThat(SqlLiteral.inOneLine("a\\b'\n\u001b")).isEqualTo(" E'a\\\\b''\\u000a\\u001b'");
    }
}
