package yecai.hub.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pack that {@code sql/PACKS.md} teaches, taken out of the page: a code block says which file it is, or is added to. */
final class PackPage {
    private static final Pattern BLOCK =
            Pattern.compile("^```(?:yaml|sql) (\\S+)(?: (\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String SECOND_PART = "\n## Add a table";

    private PackPage() {}

    static String text() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("sql/PACKS.md"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve("sql/PACKS.md"));
    }

    /** Writes the first pack of the page. */
    static Path firstPack(Path folder) throws IOException {
        String page = text();
        return write(folder, page.substring(0, page.indexOf(SECOND_PART)));
    }

    /** Writes the first pack, and adds to it what the page adds. */
    static Path wholePack(Path folder) throws IOException {
        return write(folder, text());
    }

    private static Path write(Path folder, String page) throws IOException {
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            Path file = folder.resolve(block.group(1));
            Files.createDirectories(file.getParent());
            if (block.group(2) == null) {
                Files.writeString(file, block.group(3));
            } else {
                edit(
                        folder,
                        block.group(1),
                        "\n" + block.group(2) + ":\n",
                        "\n" + block.group(2) + ":\n" + block.group(3));
            }
        }
        return folder;
    }

    /** Changes a file of a pack; the old text must be there. */
    static void edit(Path folder, String name, String old, String replacement) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(name + " does not hold " + old);
        }
        Files.writeString(file, text.replace(old, replacement));
    }
}
