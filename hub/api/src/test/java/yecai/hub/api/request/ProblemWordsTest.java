package yecai.hub.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;

/** Problems in Chinese. */
final class ProblemWordsTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyTitle_isThereInChinese(ProblemCode code) {
        assertThat(ProblemWords.title(code, Language.ZH)).containsPattern(HAN);
        assertThat(ProblemWords.title(code, Language.EN)).isEqualTo(code.title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Try again in a moment. | 请稍后再试。",
                "Source a is as of 70 s ago, and max-staleness is 5 s. | 数据源 a 的数据为 70 秒之前，而 max-staleness 为 5 秒。",
                "At character 3 the filter needs a column. Write it like: company eq '1000' and amount gt 0"
                        + " | 筛选条件在第 3 个字符处需要一个列。写法如：company eq '1000' and amount gt 0",
                "What nobody has said in Chinese | What nobody has said in Chinese"
            },
            quoteCharacter = '"')
    void detail_isChinese_withItsOwnParts(String english, String chinese) {
        assertThat(ProblemWords.detail(english, Language.ZH)).isEqualTo(chinese);
        assertThat(ProblemWords.detail(english, Language.EN)).isEqualTo(english);
    }

    /** What a caller sent may look like a part or a number of the text. */
    @Test
    void whatTheCallerSent_staysAsItIs() {
        assertThat(ProblemWords.detail("Unknown parameter '{1}'. The parameters are: a, b.", Language.ZH))
                .isEqualTo("没有参数“{1}”。可用参数：a, b。");
    }

    /** Every text in the sources that is a whole detail is in the file. */
    @Test
    void everyFixedDetail_isThereInChinese() throws IOException {
        Pattern fixed = Pattern.compile(
                "ProblemException\\(\\s*(?:ProblemCode\\.)?\\w+,\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)[,)]");
        List<String> details = new ArrayList<>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher found = fixed.matcher(Files.readString(file));
                while (found.find()) {
                    details.add(found.group(1)
                            .replaceAll("\"\\s*\\+\\s*\"", "")
                            .strip()
                            .replaceAll("^\"|\"$", ""));
                }
            }
        }
        assertThat(details)
                .hasSizeGreaterThan(20)
                .allSatisfy(detail -> assertThat(ProblemWords.detail(detail, Language.ZH))
                        .as(detail)
                        .containsPattern(HAN));
    }
}
