package yecai.hub.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes what a package of the product brings along for the shell: the manual page and the completion of bash and zsh. */
public final class Manual {
    private Manual() {}

    /**
     * Writes {@code yecai.1}, {@code yecai.1.gz} and {@code yecai.bash}.
     *
     * @param arguments a folder, which is made if need be, the version and the date of the product
     */
    public static void main(String[] arguments) throws IOException {
        CommandLine line = RootCommand.commandLine();
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        String page = new ManualPage(line, arguments[1], arguments[2]).text();
        Files.writeString(folder.resolve("yecai.1"), page);
        try (OutputStream packed = new Packed(Files.newOutputStream(folder.resolve("yecai.1.gz")))) {
            packed.write(page.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("yecai.bash"), completion(line));
    }

    /** As small as can be, as Debian wants it, and without a time in it, so that the same sources make the same file. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    /** The completion, without the time at which picocli wrote it. */
    static String completion(CommandLine line) {
        return AutoComplete.bash("yecai", line).replaceAll("(?m)^# (Date|Generated).*\\n", "");
    }
}
