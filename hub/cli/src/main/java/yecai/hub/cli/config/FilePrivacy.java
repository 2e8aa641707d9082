package yecai.hub.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether other users of the machine can read a password, or write what names the servers it is sent to. A warning and no
 * refusal, since containers mount secrets that everybody in them may read.
 */
final class FilePrivacy {
    private static final Logger LOG = LoggerFactory.getLogger(FilePrivacy.class);

    private FilePrivacy() {}

    /** Warns in the log if others can read the file. */
    static void warnIfReadable(String place, Path file) {
        findProblem(file, true)
                .ifPresent(problem ->
                        LOG.warn("{} names the file {}, which {}: chmod 600 {}", place, file, problem, file));
    }

    /** Warns in the log if others can write the file. */
    static void warnIfWritable(Path file) {
        findProblem(file, false)
                .ifPresent(problem -> LOG.warn(
                        "the configuration file {} {}, who can send its passwords elsewhere: chmod go-w {}",
                        file,
                        problem,
                        file));
    }

    /** What others can do with the file; empty where they cannot, where they do not reach it, or where that cannot be told. */
    static Optional<String> findProblem(Path file, boolean isSecret) {
        try {
            Path real = file.toRealPath();
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real);
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return Optional.empty();
                }
            }
            if (rights.contains(PosixFilePermission.OTHERS_WRITE) || rights.contains(PosixFilePermission.GROUP_WRITE)) {
                return Optional.of("can be written by other users of this machine");
            }
            return isSecret && rights.contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of("can be read by every user of this machine")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }
}
