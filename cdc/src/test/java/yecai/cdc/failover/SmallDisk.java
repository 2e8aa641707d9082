package yecai.cdc.failover;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system of a few megabytes in memory that one server alone sees. No root is needed for it where the system lets every user
 * have namespaces.
 *
 * @param folder where it is mounted
 */
record SmallDisk(Path folder, int megabytes) {
    /** Whether this system allows it. */
    boolean isPossible() throws InterruptedException {
        List<String> command = new ArrayList<>(mounting());
        command.add("true");
        try {
            Process trial = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return trial.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** What stands before a command that sees the disk. The command does not run as root, as which PostgreSQL would refuse to. */
    List<String> mounting() {
        String script = "mount -t tmpfs -o size=" + megabytes + "m none \"$1\" && shift && exec unshare --user \"$@\"";
        return List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", folder.toString());
    }
}
