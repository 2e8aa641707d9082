package yecai.hub.cli.option;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.SqlCause;

/** The options of commands that write for finance, and the connection they use. */
public final class WriterOptions {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "Idempotency key: what was written with it is not written again. A new one if left out.")
    private String key = UUID.randomUUID().toString();

    /** As hub.writer, which is a login of a principal. */
    public <T> T asWriter(DbaOptions.Work<T> work) {
        Installation installation = common.installation();
        try (Connection connection = Installation.open(
                        installation.hubServer("writer", installation.hub().writer()), YecaiException.Kind.HUB);
                Handle hub = Handles.open(connection)) {
            return work.run(hub);
        } catch (SQLException | JdbiException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the hub refused this to `hub.writer`: " + SqlCause.message(problem),
                    problem);
        }
    }

    /**
     * Gives a file to a function that takes a text and an idempotency key.
     *
     * @param function such as {@code finance.load_rates(:csv, :key)}
     * @return the function's answer
     */
    public String load(Path file, String function) {
        String csv = read(file);
        return asWriter(hub -> hub.createQuery("select " + function)
                .bind("csv", csv)
                .bind("key", key)
                .mapTo(String.class)
                .one());
    }

    private static String read(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException missing) {
            throw new YecaiException(YecaiException.Kind.CONFIG, "there is no file " + file, missing);
        } catch (CharacterCodingException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    file + " is not UTF-8: save it as CSV in UTF-8 (Excel: \"CSV UTF-8\")",
                    problem);
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG, file + " cannot be read: " + problem.getMessage(), problem);
        }
    }
}
