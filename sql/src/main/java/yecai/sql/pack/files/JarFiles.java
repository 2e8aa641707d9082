package yecai.sql.pack.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A built-in pack inside a jar, read whole. */
public record JarFiles(String prefix, SortedMap<String, String> texts) implements PackFiles {
    public JarFiles {
        texts = Collections.unmodifiableSortedMap(texts);
    }

    /** Reads the pack whose {@code pack.yml} is at a {@code jar:} address. */
    public static JarFiles read(URL packYml) {
        try {
            JarURLConnection connection = (JarURLConnection) packYml.openConnection();
            connection.setUseCaches(false);
            String yml = connection.getEntryName();
            String prefix = yml.substring(0, yml.lastIndexOf('/') + 1);
            SortedMap<String, String> texts = new TreeMap<>();
            try (JarFile jar = connection.getJarFile()) {
                Enumeration<JarEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    String path = entry.getName();
                    if (path.startsWith(prefix) && (path.endsWith(".sql") || path.equals(yml))) {
                        texts.put(path.substring(prefix.length()), text(jar, entry));
                    }
                }
            }
            return new JarFiles(prefix, texts);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public String place(String path) {
        return "classpath:" + prefix + path;
    }

    @Override
    public Optional<String> find(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public SortedSet<String> listSql(String folder) {
        SortedSet<String> names = new TreeSet<>();
        for (String path : texts.keySet()) {
            int slash = path.lastIndexOf('/');
            if (slash == folder.length() && path.startsWith(folder)) {
                names.add(path.substring(slash + 1, path.length() - ".sql".length()));
            }
        }
        return names;
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
