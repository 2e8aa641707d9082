package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.source.TextEncoding;

final class KeyTextsTest {
    private static final MirrorTable TABLE = new MirrorTable(
            "public",
            "t",
            "erp_x",
            "t",
            List.of(new MirrorColumn("v", "text"), new MirrorColumn("K 1", "integer"), new MirrorColumn("m", "text")),
            List.of(1, 2));

    @Test
    void conditions_nameOnlyTypesThatEveryLoginMayUse() {
        Map<String, String> types = Map.of("K 1", "integer", "m", "mine.mood", "v", "text");

        assertThat(KeyTexts.conditions(TABLE, types, Set.of(List.of("7", "it's\\")), Optional.empty()))
                .containsExactly("(\"K 1\", \"m\"::text) in (values ('7'::integer,  E'it''s\\\\'::text))");
    }

    @Test
    void conditions_areAsciiWhereTheServerDoesNotKnowTheEncoding() {
        Map<String, String> types = Map.of("K 1", "integer", "m", "text", "v", "text");
        Optional<TextEncoding> gbk = Optional.of(new TextEncoding(Charset.forName("GBK")));

        assertThat(KeyTexts.conditions(TABLE, types, Set.of(List.of("7", "\u8aa0")), gbk))
                .containsExactly(
                        "(\"K 1\", \"m\") in (values ('7'::integer, convert_from('\\xd55c'::bytea, 'SQL_ASCII')::text))");
        assertThatThrownBy(() -> KeyTexts.conditions(TABLE, types, Set.of(List.of("7", "\u0e01")), gbk))
                .hasMessageContaining("no text in GBK");
    }

    @Test
    void values_comeInPortions() {
        Set<List<String>> keys = IntStream.range(0, 2_001)
                .mapToObj(n -> List.of(String.valueOf(n), "m"))
                .collect(Collectors.toCollection(LinkedHashSet::new));

        assertThat(KeyTexts.values(TABLE, keys)).hasSize(3).last().isEqualTo("('2000'::integer, 'm'::text)");
        assertThat(KeyTexts.values(TABLE, Set.of())).isEmpty();
    }
}
