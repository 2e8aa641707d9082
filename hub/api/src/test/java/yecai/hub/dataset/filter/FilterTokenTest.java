package yecai.hub.dataset.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import yecai.hub.dataset.filter.FilterToken.Kind;

final class FilterTokenTest {
    @Test
    void kindsAndPlaces_areReported() {
        assertThat(FilterToken.read(" a eq 'x''y',-1.5e3 ("))
                .containsExactly(
                        new FilterToken(Kind.WORD, "a", 1),
                        new FilterToken(Kind.WORD, "eq", 3),
                        new FilterToken(Kind.QUOTED, "x'y", 6),
                        new FilterToken(Kind.MARK, ",", 12),
                        new FilterToken(Kind.BARE, "-1.5e3", 13),
                        new FilterToken(Kind.MARK, "(", 20),
                        new FilterToken(Kind.END, "", 21));
    }

    @Test
    void bareValues_areDatesMomentsAndPositionsToo() {
        for (String bare : new String[] {"2026-01-31", "2026-01-31T08:00:00.5+08:00", "0/16B3740", "007", "1E+9"}) {
            assertThat(FilterToken.read(bare))
                    .containsExactly(new FilterToken(Kind.BARE, bare, 0), new FilterToken(Kind.END, "", bare.length()));
        }
    }

    @Test
    void quotedWords_areNoKeywords() {
        assertThat(FilterToken.read("'and'").get(0).is("and")).isFalse();
        assertThat(FilterToken.read("AND").get(0).is("and")).isTrue();
    }

    @Test
    void emptyFilter_isItsEnd() {
        assertThat(FilterToken.read("  ")).containsExactly(new FilterToken(Kind.END, "", 2));
    }

    @Test
    void unknownCharacters_areNamed_andControlCharactersAreNotRepeated() {
        assertThatThrownBy(() -> FilterToken.read("a;b")).hasMessageContaining("At character 2 the filter has ';'");
        assertThatThrownBy(() -> FilterToken.read("a \u0000")).hasMessageContaining("has '?'");
        assertThatThrownBy(() -> FilterToken.read("\"a\"")).hasMessageContaining("At character 1");
    }
}
