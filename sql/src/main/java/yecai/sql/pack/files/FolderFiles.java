package yecai.sql.pack.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import yecai.sql.error.YecaiException;

/** A pack in a folder of the file system. */
public record FolderFiles(Path folder) implements PackFiles {
    @Override
    public String place(String path) {
        return folder.resolve(path).toString();
    }

    @Override
    public Optional<String> find(String path) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException notUtf8) {
            throw new YecaiException(
                    YecaiException.Kind.PACK, place(path) + ": is not UTF-8 text: save it as UTF-8", notUtf8);
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.PACK, place(path) + ": cannot be read: " + problem.getMessage(), problem);
        }
    }

    @Override
    public SortedSet<String> listSql(String name) {
        SortedSet<String> names = new TreeSet<>();
        Path directory = folder.resolve(name);
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".sql"))
                    .forEach(file -> names.add(file.substring(0, file.length() - ".sql".length())));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return names;
    }
}
