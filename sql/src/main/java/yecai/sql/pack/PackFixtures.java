package yecai.sql.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The SQL in a pack's folder {@code fixtures} that makes an ERP on which the pack can be tried: files {@code .sql} and
 * {@code .sql.gz}, in the order of {@code fixtures/order.txt} if there is one, else of their names.
 */
public final class PackFixtures {
    private static final String FOLDER = "fixtures";
    private static final String ORDER = "order.txt";

    private PackFixtures() {}

    /** Returns the SQL of each file, by how messages call the file; none if the pack has no fixtures. */
    public static Map<String, String> read(String nameOrFolder) {
        try {
            Optional<URL> builtIn = PackLoader.findBuiltIn(nameOrFolder);
            if (builtIn.isEmpty()) {
                return read(Path.of(nameOrFolder).resolve(FOLDER));
            }
            URI uri = builtIn.get().toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri).resolveSibling(FOLDER));
            }
            String address = uri.toString();
            String inside = address.substring(address.indexOf("!/") + 1);
            try (FileSystem jar = FileSystems.newFileSystem(
                    Path.of(URI.create(address.substring("jar:".length(), address.indexOf("!/")))))) {
                return read(jar.getPath(inside).resolveSibling(FOLDER));
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("the fixtures of pack " + nameOrFolder + " cannot be read", problem);
        } catch (URISyntaxException problem) {
            throw new IllegalStateException("not the address of a file: " + nameOrFolder, problem);
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (Files.isDirectory(folder)) {
            for (String name : listNames(folder)) {
                texts.put(folder.resolve(name).toString(), text(folder.resolve(name)));
            }
        }
        return texts;
    }

    private static List<String> listNames(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(ORDER))) {
            return Files.readAllLines(folder.resolve(ORDER)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql") || name.endsWith(".sql.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(content) : content) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
