package yecai.hub.cli.assess;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.assess.Assessment;
import yecai.cdc.assess.Assessor;
import yecai.cdc.source.Server;
import yecai.hub.cli.option.VerboseOption;
import yecai.hub.cli.text.JsonText;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;

/** Judges an ERP's database before anything is installed or configured. */
@Command(
        name = "assess",
        description = {
            "Judges any PostgreSQL ERP as a source before anything is installed: settings, keys, sizes, change rates, types,"
                    + " columns that look personal, and how far the packs fit; with the SQL that mends what can be mended.",
            "It reads the catalogue and the statistics only, and changes nothing. Ends with 4 if something keeps the database or a"
                    + " table of it from being captured."
        },
        mixinStandardHelpOptions = true)
public final class AssessCommand implements Callable<Integer> {
    private static final int BLOCKED = 4;

    @Mixin
    private VerboseOption verbose;

    @Parameters(
            paramLabel = "URL",
            description = "Such as jdbc:postgresql://HOST:PORT/DATABASE or postgresql://HOST/DATABASE.")
    private String url;

    @Option(
            names = "--user",
            paramLabel = "LOGIN",
            required = true,
            description =
                    "Login to look with; any that may connect. Its password is taken from --password-file, the environment's"
                            + " PGPASSWORD, or the driver's password file.")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with the password.")
    private Path passwordFile;

    @Option(
            names = "--login",
            paramLabel = "LOGIN",
            defaultValue = "yecai_erp",
            description = "Login that is to capture later, and need not exist yet (default: ${DEFAULT-VALUE}).")
    private String login;

    @Option(
            names = "--pack",
            paramLabel = "PACK",
            defaultValue = "demo,tryton,odoo",
            split = ",",
            description =
                    "Packs to lay beside the database: names of built-in ones, or folders (default: ${DEFAULT-VALUE}).")
    private List<String> packs;

    @Option(
            names = "--language",
            paramLabel = "en|zh",
            description = "Language of the report (default: that of the environment).")
    private String language;

    @Option(names = "--json", description = "Print JSON instead of a report.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Locale locale = locale();
        List<Pack> wanted = packs.stream().map(PackLoader::load).toList();
        Assessment assessment = new Assessor(server(), login).run(wanted);
        if (json) {
            JsonText.print(out, assessment);
        } else {
            new AssessText(locale, out).print(assessment);
        }
        return assessment.isBlocked() ? BLOCKED : 0;
    }

    private Locale locale() {
        if (language == null) {
            return Locale.getDefault().getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT;
        }
        return switch (language) {
            case "en" -> Locale.ROOT;
            case "zh" -> Locale.CHINESE;
            default ->
                throw new YecaiException(
                        Kind.CONFIG, "--language is " + language + ": the report is there in en and zh");
        };
    }

    private Server server() {
        String jdbc = url.startsWith("jdbc:") ? url : url.replaceFirst("^postgres(ql)?://", "jdbc:postgresql://");
        try {
            return new Server(jdbc, user, password());
        } catch (IllegalArgumentException mistake) {
            throw new YecaiException(
                    Kind.CONFIG,
                    "the URL names no PostgreSQL database: it looks like jdbc:postgresql://HOST:5432/DATABASE, and"
                            + " --user and --password-file name the login",
                    mistake);
        }
    }

    private String password() {
        if (passwordFile == null) {
            return Optional.ofNullable(System.getenv("PGPASSWORD")).orElse("");
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException unreadable) {
            throw new YecaiException(
                    Kind.CONFIG, "the file " + passwordFile + " with the password cannot be read", unreadable);
        }
    }
}
