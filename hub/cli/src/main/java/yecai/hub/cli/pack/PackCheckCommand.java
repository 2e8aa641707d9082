package yecai.hub.cli.pack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.VerboseOption;
import yecai.hub.cli.pack.PackCheck.StormOptions;
import yecai.hub.cli.text.JsonText;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.PackFixtures;

/** Checks a pack on servers of its own. */
@Command(
        name = "check",
        description = {
            "Checks a pack: its files, then on a local trial server its SQL, a load, the control totals, and a capture"
                    + " of",
            "random changes. Names every mistake with its file, line or key, and what to do.",
            "Ends with 3 if the pack has mistakes."
        },
        mixinStandardHelpOptions = true)
final class PackCheckCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Parameters(index = "0", paramLabel = "PACK", description = "Folder of the pack, or name of a built-in one.")
    private String pack;

    @Option(
            names = "--erp",
            paramLabel = "FILE",
            description = "SQL that creates the trial's ERP; may be repeated (default: the pack's fixtures).")
    private List<Path> erp = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same random changes.")
    private long seed;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "160",
            description = "Transactions of random changes (default: ${DEFAULT-VALUE}); 0: none.")
    private int transactions;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PackFindings findings = new PackCheck(pack, erpSql(), new StormOptions(seed, transactions)).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("pack", pack);
            document.put("passed", findings.isSound());
            document.put("mistakes", findings.mistakes());
            document.put("checked", findings.checked());
            document.put("not_checked", findings.notChecked());
            JsonText.print(out, document);
        } else {
            print(out, findings);
        }
        return findings.isSound() ? 0 : YecaiException.Kind.PACK.exitCode();
    }

    private void print(PrintWriter out, PackFindings findings) {
        findings.checked().forEach(text -> out.println("checked      " + text));
        findings.notChecked().forEach(text -> out.println("NOT CHECKED  " + text));
        findings.mistakes().forEach(text -> out.println("MISTAKE      " + text));
        int mistakes = findings.mistakes().size();
        out.println(
                mistakes == 0
                        ? "pack " + pack + ": no mistakes found"
                        : "pack " + pack + ": " + mistakes + (mistakes == 1 ? " mistake" : " mistakes"));
    }

    private Map<String, String> erpSql() {
        if (erp.isEmpty()) {
            return PackFixtures.read(pack);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : erp) {
            try {
                texts.put(file.toString(), Files.readString(file));
            } catch (IOException problem) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "--erp " + file + " cannot be read: " + problem.getMessage(),
                        problem);
            }
        }
        return texts;
    }
}
