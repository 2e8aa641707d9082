package yecai.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.findings.Difference;

/** A check that nobody has seen fail may be one that cannot. */
final class ChecksTest {
    private static final Pattern NAMED = Pattern.compile("\\bKind\\.([A-Z_]+)");

    @Test
    void everyKindOfDifference_isExpectedByAnIntegrationTest() {
        Set<String> expected = new HashSet<>();
        for (Path test : SourceTree.listFiles("IT.java")) {
            List<String> lines = SourceTree.lines(test);
            Matcher names = NAMED.matcher(String.join("\n", lines));
            while (names.find()) {
                expected.add(names.group(1));
            }
        }

        assertThat(Arrays.stream(Difference.Kind.values()).map(Enum::name).filter(kind -> !expected.contains(kind)))
                .as("kinds of difference that no integration test breaks on purpose")
                .isEmpty();
    }
}
