package yecai.hub.cli.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.cli.Run;
import yecai.hub.cli.access.AccessBed;

/** A file of codes is tried, taken, given back and reported by a DBA who may not read the hub's rows. */
final class CodesCommandIT {
    @TempDir
    private Path folder;

    @Test
    void aFile_isTried_taken_givenBack_andReported() throws Exception {
        try (AccessBed hub = AccessBed.in(folder)) {
            hub.execute("postgres", """
                    select hub.add_principal('fay', 'person', '{finance_writer,finance_reader}');
                    select hub.add_login('wanda', 'fay', 'one for all');
                    select hub.grant_access('fay', 'company', '*', null, 'test');
                    """);
            hub.execute("yecai_capture", """
                    insert into hub.source (source, pack, pack_version, loaded_at) values ('t', 'tiny', '1', now());
                    update canon.receipt set amount_functional = amount;
                    insert into hub.parked (source, mapping, derive_key, entity, reason, sqlstate, missing_kind, missing_code)
                    values ('t', 'receipt', '7', 'receipt', 'customer U9 of source t has no code of the group', 'P0C02', 'customer', 'U9');
                    """);
            Path file = Files.writeString(
                    folder.resolve("customers.csv"),
                    "source,source_code,code,valid_from\nt,U1,C0001,2026-01-01\nt,\"U,2\",C0002,\n");
            Run tried = hub.run("codes", "import", "customer", file.toString(), "--reason", "merge", "--dry-run");
            assertThat(tried.err()).isEmpty();
            assertThat(tried.out())
                    .containsPattern("t +receipt +2026-01 +U1 +C0001 +160 +63760\\n")
                    .contains("would change 2 codes by 2 lines");
            assertThat(hub.run("codes", "export", "customer").out())
                    .isEqualTo("source,source_code,code,valid_from,valid_to,reason\n");

            assertThat(hub.run("codes", "import", "customer", file.toString(), "--reason", "merge", "--key", "one")
                            .out())
                    .contains("changed 2 codes by 2 lines");
            assertThat(hub.run("codes", "import", "customer", file.toString(), "--reason", "merge", "--key", "one")
                            .out())
                    .contains("done before: 2 lines");
            Run exported = hub.run("codes", "export", "customer", "--source", "t");
            assertThat(exported.out()).isEqualTo("""
                            source,source_code,code,valid_from,valid_to,reason
                            t,"U,2",C0002,,,merge
                            t,U1,C0001,2026-01-01,,merge
                            """);
            Path back = Files.writeString(folder.resolve("back.csv"), exported.out());
            assertThat(hub.run("codes", "import", "customer", back.toString(), "--reason", "again")
                            .out())
                    .contains("changed 0 codes by 2 lines");

            assertThat(hub.run("codes", "report").out())
                    .containsPattern("t +customer +- +0 +0 +0 +1 +1")
                    .containsPattern("t +customer +U9 +1 +customer U9 of source t has no code")
                    .containsPattern("t +customer +U1 +waits for the capture +0 +-");
            assertThat(hub.run("codes", "report", "--json").out()).contains("\"U9\"");

            Run refused = hub.run(
                    "codes",
                    "import",
                    "customer",
                    Files.writeString(folder.resolve("bad.csv"), "source,source_code,code\nt,,C1\n")
                            .toString(),
                    "--reason",
                    "merge");
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.err()).contains("line 2, column source_code: is empty");
            assertThat(hub.run("codes", "import", "colour", file.toString(), "--reason", "x")
                            .err())
                    .contains("there are no codes of kind colour");
        }
    }
}
