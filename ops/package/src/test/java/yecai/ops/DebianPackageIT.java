package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package as Debian's own tools see it. That it installs, upgrades and goes is shown by ops/first-hour. */
final class DebianPackageIT {
    @TempDir
    private static Path root;

    private static String contents;

    @BeforeAll
    static void unpack() throws Exception {
        assumeThat(Release.isInstalled("dpkg-deb")).as("dpkg-deb").isTrue();
        String file = Release.debianPackage().toString();
        contents = Release.output("dpkg-deb", "--contents", file);
        Release.output("dpkg-deb", "--extract", file, root.toString());
        Release.output("dpkg-deb", "--control", file, root.resolve("control").toString());
    }

    @Test
    void package_saysWhatItNeeds_andHasTheVersionOfTheBuild() throws Exception {
        assertThat(Files.readString(root.resolve("control/control")))
                .contains("Package: yecai\n", "java17-runtime-headless")
                .containsIgnoringCase("\nVersion: " + Release.VERSION.replace("-SNAPSHOT", "~SNAPSHOT"))
                .doesNotContain("[[");
        assertThat(Files.readAllLines(root.resolve("control/conffiles")))
                .containsExactlyInAnyOrder("/etc/default/yecai", "/etc/logrotate.d/yecai");
    }

    @Test
    void files_belongToRoot_lieWhereTheyMay_andNobodyElseMayWriteThem() {
        assertThat(contents.lines())
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.contains(" root/root ") || line.contains(" 0/0 "), "owned by root")
                .allMatch(
                        line -> line.startsWith("l") || line.charAt(5) == '-' && line.charAt(8) == '-', "not writable")
                .allMatch(
                        line -> Pattern.compile(" \\./(usr/?|usr/(bin|lib|share)/.*|usr/(bin|lib|share)"
                                        + "|lib/?|lib/systemd/?.*|etc/?|etc/(default|logrotate\\.d)/?.*)?( -> .*)?$")
                                .matcher(line)
                                .find(),
                        "in a folder of packages");
        assertThat(contents)
                .contains(
                        " ./usr/bin/yecai -> ../lib/yecai/bin/yecai",
                        " ./usr/lib/yecai/lib/yecai-hub-cli.jar",
                        " ./usr/share/man/man1/yecai.1.gz",
                        " ./usr/share/bash-completion/completions/yecai",
                        " ./usr/share/doc/yecai/copyright",
                        " ./lib/systemd/system/yecai-capture.service",
                        " ./lib/systemd/system/yecai-capture@.service",
                        " ./lib/systemd/system/yecai-api.service",
                        " ./lib/systemd/system/yecai-check.timer");
        assertThat(contents).containsPattern("-rwxr-xr-x.* ./usr/lib/yecai/bin/yecai\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postinst", "prerm", "postrm"})
    void scripts_areShell(String name) throws Exception {
        Path script = root.resolve("control").resolve(name);

        assertThat(script).isExecutable().content().startsWith("#!/bin/sh\nset -e\n");
        Release.output("sh", "-n", script.toString());
        if (Release.isInstalled("shellcheck")) {
            Release.output("shellcheck", script.toString());
        }
    }

    @Test
    void lintian_findsNoError() throws Exception {
        assumeThat(Release.isInstalled("lintian")).as("lintian").isTrue();

        Release.Ended lintian = Release.run(
                Map.of("LC_ALL", "C.UTF-8"),
                Release.FOLDER,
                List.of(
                        "lintian",
                        "--allow-root",
                        "--fail-on",
                        "error",
                        "--suppress-tags-from-file",
                        Release.OPS.resolve("package/debian/lintian-tags").toString(),
                        Release.debianPackage().toString()));

        assertThat(lintian.exitCode()).as(lintian.said()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yecai-capture.service", "yecai-capture@erp.service", "yecai-api.service", "yecai-check.service"
            })
    void units_areRight_andLittleIsExposed(String unit) throws Exception {
        assumeThat(Release.isInstalled("systemd-analyze")).as("systemd-analyze").isTrue();
        Path name = root.resolve("lib/systemd/system").resolve(unit);
        if (!Files.exists(name)) {
            Files.copy(root.resolve("lib/systemd/system/yecai-capture@.service"), name);
        }
        // systemd wants to see the program, and what its targets are
        Release.Ended verified =
                Release.run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", "--root=" + root, unit);
        assertThat(verified.said()).as(unit).doesNotContain(unit);
        assertThat(verified.exitCode()).as(verified.said()).isZero();

        Release.Ended secure = Release.run(
                "systemd-analyze", "security", "--no-pager", "--offline=yes", "--threshold=20", "--root=" + root, unit);
        assertThat(secure.exitCode()).as(secure.said()).isZero();
    }
}
