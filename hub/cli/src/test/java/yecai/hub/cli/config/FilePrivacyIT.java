package yecai.hub.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class FilePrivacyIT {
    @TempDir
    private Path folder;

    private Path file(String rights) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.createTempFile(folder, "secret", "");
        Files.writeString(file, "a password\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void secret_isReadAgainEachTime() throws IOException {
        Path secret = file("rw-------");
        Secret password = new Secret.TextFile("yecai.yml:1:1: `hub.capture.password`", secret);

        assertThat(password.read(name -> null)).isEqualTo("a password");
        Files.writeString(secret, "another\n");
        assertThat(password.read(name -> null)).isEqualTo("another");
    }

    @Test
    void openFile_isNamed_andOneThatNobodyReachesIsNot() throws Exception {
        assertThat(FilePrivacy.findProblem(file("rw-r--r--"), true))
                .contains("can be read by every user of this machine");
        assertThat(FilePrivacy.findProblem(file("rw-rw----"), true)).isPresent();
        assertThat(FilePrivacy.findProblem(file("rw-r--r--"), false)).isEmpty();
        assertThat(FilePrivacy.findProblem(file("rw-rw-r--"), false))
                .contains("can be written by other users of this machine");
        for (String closed : new String[] {"rw-------", "r--------", "rw-r-----"}) {
            assertThat(FilePrivacy.findProblem(file(closed), true)).as(closed).isEmpty();
        }
        assertThat(FilePrivacy.findProblem(folder.resolve("none"), true)).isEmpty();

        Path hidden = file("rw-r--r--");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(FilePrivacy.findProblem(hidden, true)).isEmpty();
    }

    @Test
    void secret_thatEverybodyCanRead_isReadWithAWarning_thatDoesNotHoldIt() throws Exception {
        Path open = file("rw-r--r--");
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(FilePrivacy.class);
        seen.start();
        log.addAppender(seen);
        try {
            assertThat(new Secret.TextFile("yecai.yml:3: `hub.dba.password`", open).read(name -> null))
                    .isEqualTo("a password");
        } finally {
            log.detachAppender(seen);
        }
        assertThat(seen.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("hub.dba.password", "can be read by every user", "chmod 600 " + open)
                        .doesNotContain("a password"));
    }
}
