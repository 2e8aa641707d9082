package yecai.cdc.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WideningTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "text > text",
                "smallint > integer",
                "integer > bigint",
                "character varying(5) > character varying(50)",
                "character varying(5) > character varying",
                "character varying(5) > text",
                "character varying > text",
                "numeric(6,2) > numeric(8,2)",
                "numeric(6,2) > numeric",
                "bit varying(3) > bit varying(4)",
                "timestamp(3) with time zone > timestamp(6) with time zone",
                "timestamp(3) with time zone > timestamp with time zone",
                "mood enum 'a','b' > mood enum 'a','b','c'",
                "mood enum 'b' > mood enum 'a','b'",
            })
    void isFollowed_whenEveryValueKeepsItsText(String from, String to) {
        assertThat(Widening.isFollowed(from, to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "bigint > integer",
                "text > character varying(5)",
                "character varying(50) > character varying(5)",
                "character(5) > character(6)",
                "numeric(6,2) > numeric(8,3)",
                "numeric(8,2) > numeric(6,2)",
                "integer > numeric",
                "timestamp(3) with time zone > timestamp(6) without time zone",
                "timestamp(6) with time zone > timestamp(3) with time zone",
                "mood enum 'a','b' > mood enum 'a'",
                "mood enum 'a','b' > mood enum 'a','c'",
                "mood enum 'a' > temper enum 'a'",
            })
    void isFollowed_notWhenTheTextOfAValueMayChange(String from, String to) {
        assertThat(Widening.isFollowed(from, to)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "smallint,integer,true",
        "smallint,bigint,true",
        "bigint,integer,false",
        "integer,integer,false",
        "text,bigint,false"
    })
    void isWiderInteger_tellsWhetherTheMirrorMustBecomeWider(String from, String to, boolean wider) {
        assertThat(Widening.isWiderInteger(from, to)).isEqualTo(wider);
    }
}
