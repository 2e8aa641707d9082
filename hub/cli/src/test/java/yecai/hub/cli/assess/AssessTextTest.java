package yecai.hub.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.cdc.assess.Assessment;
import yecai.cdc.assess.Finding;

final class AssessTextTest {
    private static final Assessment.ErpDatabase DATABASE =
            new Assessment.ErpDatabase("18.6", 180006, "erp", "UTF8", "logical", null);

    @Test
    void everyFinding_hasASentenceInBothLanguages() {
        Set<String> sentences = new HashSet<>();
        for (Locale language : List.of(Locale.ROOT, Locale.CHINESE)) {
            AssessText text = new AssessText(language, new PrintWriter(new StringWriter()));
            for (Finding.Code code : Finding.Code.values()) {
                sentences.add(text.sentence(new Finding(code, "\"Odd\".{0}'s", "a, {1}", null)));
            }
        }
        assertThat(sentences).hasSize(2 * Finding.Code.values().length).allMatch(text -> text.matches("[^\n]{8,}"));
        assertThat(sentences).filteredOn(text -> text.contains("\"Odd\".{0}'s")).hasSizeGreaterThan(30);
    }

    @Test
    void whatTheErpNames_becomesNoLineOfSql() {
        StringWriter out = new StringWriter();
        Finding planted = new Finding(
                Finding.Code.NO_KEY,
                "public.\"a\ndrop table b; --\u001b[2J\"",
                null,
                "alter table public.\"a\ndrop table b; --\" replica identity default;");
        new AssessText(Locale.ROOT, new PrintWriter(out))
                .print(new Assessment(DATABASE, List.of(planted), List.of(), List.of()));
        assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("drop table"));
        assertThat(out.toString()).doesNotContain("\u001b").contains("Something must be mended");
    }
}
