package yecai.cdc.apply.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change.Unchanged;

/** The two forms in which rows are sent: COPY's text format, and the values of an insert. */
class RowTextTest {
    private static String copied(Object... values) throws SQLException {
        RecordedCopy copy = new RecordedCopy();
        CopyText text = new CopyText();
        text.start(copy);
        write(text, values);
        text.flush();
        return copy.text();
    }

    private static String inserted(Object... values) throws SQLException {
        ValuesText text = new ValuesText();
        write(text, values);
        return text.toString();
    }

    private static void write(RowText text, Object... values) throws SQLException {
        text.number(42);
        for (Object value : values) {
            text.next().value(value);
        }
        text.endRow();
    }

    @Test
    void copy_separatesByTabs_andWritesNullAsBackslashN() throws SQLException {
        assertThat(copied("a", null, Unchanged.UNCHANGED, "")).isEqualTo("42\ta\t\\N\t\\N\t\n");
    }

    @Test
    void copy_escapesWhatTheFormatNeedsForItself() throws SQLException {
        assertThat(copied("a\tb\nc\rd\\N")).isEqualTo("42\ta\\tb\\nc\\rd\\\\N\n");
    }

    @Test
    void copy_escapesBehindTextThatIsNotAscii_too() throws SQLException {
        assertThat(copied("业财\t\\ 🧾")).isEqualTo("42\t业财\\t\\\\ 🧾\n");
    }

    @Test
    void copy_writesTruthValuesAsLetters() throws SQLException {
        assertThat(copied(true, false)).isEqualTo("42\tt\tf\n");
    }

    @Test
    void copy_keepsCharactersOfTwoUnitsWhole_whereverALongTextIsCut() throws SQLException {
        for (int shift = 0; shift < 3; shift++) {
            String text = "é" + "x".repeat(8_190 + shift) + "🧾".repeat(5_000);
            assertThat(copied(text)).isEqualTo("42\t" + text + "\n");
        }
    }

    @Test
    void copy_sendsALargeValueInPieces() throws SQLException {
        RecordedCopy copy = new RecordedCopy();
        CopyText text = new CopyText();
        text.start(copy);
        write(text, "x".repeat(3_000_000));
        text.flush();

        assertThat(copy.text()).hasSize(3_000_004);
        assertThat(copy.pieces()).hasSizeGreaterThan(10).allMatch(piece -> piece <= 1 << 18);
    }

    @Test
    void copy_startsAfresh_withEachCopy() throws SQLException {
        CopyText text = new CopyText();
        text.start(new RecordedCopy());
        write(text, "lost");
        RecordedCopy second = new RecordedCopy();
        text.start(second);
        write(text, "kept");
        text.flush();

        assertThat(second.text()).isEqualTo("42\tkept\n");
    }

    @Test
    void values_doublesQuotes_andLeavesBackslashes() throws SQLException {
        assertThat(inserted("it's \\n", null, Unchanged.UNCHANGED)).isEqualTo("(42,'it''s \\n',null,null)");
    }

    @Test
    void values_separatesRowsByCommas() throws SQLException {
        ValuesText text = new ValuesText();
        write(text, "a");
        write(text, "b");

        assertThat(text).hasToString("(42,'a'),\n(42,'b')");
    }
}
