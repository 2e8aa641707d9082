package yecai.sql.pack;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.files.FolderFiles;
import yecai.sql.pack.files.JarFiles;
import yecai.sql.pack.files.PackFiles;

/**
 * Loads packs. A loaded pack is consistent in itself: every file is referenced and there, every name resolves, keys are
 * captured, prefixes are disjoint. Whether its SQL fits the databases is for them to say. Errors name the file, the
 * line, the key and what to do; the first one ends the loading.
 */
public final class PackLoader {
    static final String FILE = "pack.yml";
    private static final String BUILT_IN = "yecai/packs/";
    private static final Pattern PACK_NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private PackLoader() {}

    /**
     * Loads a built-in pack by its name, or any pack by the folder that holds its {@code pack.yml}. A built-in pack wins
     * over a folder of the same name; write {@code ./name} for the folder.
     */
    public static Pack load(String nameOrFolder) {
        return new PackReader(files(nameOrFolder)).read();
    }

    /** Reads a pack as {@link #load} does, but continues after a mistake, so that all are found. */
    public static PackReview review(String nameOrFolder) {
        return PackReader.review(files(nameOrFolder));
    }

    /** Returns the address of a built-in pack's {@code pack.yml}. */
    static Optional<URL> findBuiltIn(String nameOrFolder) {
        return PACK_NAME.matcher(nameOrFolder).matches()
                ? Optional.ofNullable(
                        PackLoader.class.getClassLoader().getResource(BUILT_IN + nameOrFolder + "/" + FILE))
                : Optional.empty();
    }

    private static PackFiles files(String nameOrFolder) {
        Optional<URL> builtIn = findBuiltIn(nameOrFolder);
        if (builtIn.isPresent()) {
            return files(builtIn.get());
        }
        Path folder = Path.of(nameOrFolder);
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw new YecaiException(
                    YecaiException.Kind.PACK,
                    "there is no built-in pack `" + nameOrFolder + "`, and no file " + folder.resolve(FILE)
                            + "; give the name of a built-in pack or the folder of your own");
        }
        return new FolderFiles(folder);
    }

    private static PackFiles files(URL packYml) {
        if (packYml.getProtocol().equals("jar")) {
            return JarFiles.read(packYml);
        }
        try {
            URI uri = packYml.toURI();
            return new FolderFiles(Path.of(uri).getParent());
        } catch (URISyntaxException problem) {
            throw new IllegalStateException("not the address of a file: " + packYml, problem);
        }
    }
}
