package yecai.hub.api.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EntityTagTest {
    private static final ResultCache.Key KEY = new ResultCache.Key("reader", "v1", "finance.receipt", "/path?q json");

    @Test
    void everythingAnAnswerDependsOn_changesTheTag() {
        EntityTag tag = EntityTag.of(KEY);
        assertThat(tag).isEqualTo(EntityTag.of(new ResultCache.Key("reader", "v1", "finance.receipt", "/path?q json")));
        assertThat(tag)
                .isNotEqualTo(EntityTag.of(new ResultCache.Key("other", "v1", "finance.receipt", "/path?q json")))
                .isNotEqualTo(EntityTag.of(new ResultCache.Key("reader", "v2", "finance.receipt", "/path?q json")))
                .isNotEqualTo(EntityTag.of(new ResultCache.Key("reader", "v1", "finance.payment", "/path?q json")))
                .isNotEqualTo(EntityTag.of(new ResultCache.Key("reader", "v1", "finance.receipt", "/path?q csv")));
    }

    @Test
    void header_mayListTags_weakOrNot() {
        EntityTag tag = new EntityTag("W/\"abc\"");
        assertThat(tag.isAmong("W/\"abc\"")).isTrue();
        assertThat(tag.isAmong("\"abc\"")).isTrue();
        assertThat(tag.isAmong("\"x\", W/\"abc\" ,\"y\"")).isTrue();
        assertThat(tag.isAmong("\"ab\"")).isFalse();
        assertThat(tag.isAmong("")).isFalse();
        assertThat(tag.isAmong(null)).isFalse();
    }
}
