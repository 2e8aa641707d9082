package yecai.hub.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.cli.Run;

/** Runs every command of ops/runbooks/access.md, in its order, as the DBA that the page is for. */
final class AccessRunbookIT {
    private static final Pattern BLOCK = Pattern.compile("```(sh|sql|yaml)\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyCommand_works(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("../../ops/runbooks/access.md"));
        int commands = 0;
        try (AccessBed bed = AccessBed.in(folder);
                Connection dba = bed.open("dora")) {
            Matcher block = BLOCK.matcher(page);
            while (block.find()) {
                switch (block.group(1)) {
                    case "sh" -> commands += shell(bed, folder, block.group(2));
                    case "sql" -> commands += sql(dba, block.group(2));
                    default -> declare(folder, block.group(2));
                }
            }
            Matcher service = BLOCK.matcher(Files.readString(Path.of("../../ops/runbooks/bi-tools.md")));
            while (service.find()) {
                commands += service.group(1).equals("sql") ? sql(dba, service.group(2)) : 0;
            }
            assertThat(bed.list("dora", "select visible from hub.preview_as('ann', 'finance.receipt')"))
                    .containsExactly("100");
        }
        assertThat(commands).isGreaterThan(30);
    }

    private static int shell(AccessBed bed, Path folder, String lines) {
        int number = 0;
        for (String line : lines.strip().lines().toList()) {
            String inFolder = line.replaceFirst("^yecai ", "")
                    .replaceAll(
                            "(?<= )((access\\.yml|anchor\\.[a-z]+))",
                            folder.toString().replace("\\", "/") + "/$1");
            if (inFolder.matches("access (plan|apply|check)")) {
                inFolder += " --file " + folder.resolve("access.yml");
            }
            Run run = bed.run(inFolder.split(" "));
            assertThat(run.err()).as(line).isEmpty();
            assertThat(run.exitCode()).as(line + "\n" + run.out()).isZero();
            number++;
        }
        return number;
    }

    private static int sql(Connection dba, String text) throws Exception {
        int number = 0;
        for (String statement : text.split(";\\s*\\n")) {
            try (var running = dba.createStatement()) {
                running.execute(statement);
                number++;
            }
        }
        return number;
    }

    /** The example is merged into the imported file, as an editor would. */
    private static void declare(Path folder, String example) throws Exception {
        Path file = folder.resolve("access.yml");
        Files.writeString(file, Files.readString(file).replace("principals: {}\n", example));
    }
}
