package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL that is sent to an ERP must hold nothing but ASCII: a LATIN1 database cannot take other characters. */
class AsciiSqlTest {
    @Test
    void sqlFiles_areAscii() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            List<Path> sql =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(sql).isNotEmpty();
            for (Path file : sql) {
                assertThat(StandardCharsets.US_ASCII
                                .newEncoder()
                                .canEncode(Files.readString(file, StandardCharsets.UTF_8)))
                        .as("%s is ASCII", file)
                        .isTrue();
            }
        }
    }
}
