package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Problem;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;

/** ERPs as they are run: by providers, behind poolers, on several hosts, with passwords that change. */
class ServersIT {
    private static final String TABLE =
            "create table t (id integer primary key, v text); insert into t values (1, 'a');";

    private static SourceSettings at(SourceSettings settings, Server erp) {
        return new SourceSettings(
                settings.source(),
                settings.pack(),
                erp,
                settings.hub(),
                settings.slot(),
                settings.publication(),
                settings.tuning());
    }

    /** On Amazon's servers nobody may give the right to replicate itself. */
    @Test
    void membershipInTheRoleOfAmazonsServers_isARightToReplicate_andWhatInitPrintsGivesIt() throws SQLException {
        try (ShopBed bed = ShopBed.capturingAll(TABLE, "public")) {
            String user = bed.settings().erp().user();
            bed.erp("alter role " + user + " noreplication");
            assertThat(Preflight.check(bed.settings()))
                    .extracting(Problem::remedy)
                    .containsExactly("run `alter role \"" + user + "\" replication` at the ERP");
            bed.erp("create role rds_replication nologin");
            try {
                assertThat(Preflight.check(bed.settings()))
                        .extracting(Problem::remedy)
                        .containsExactly("run `grant rds_replication to \"" + user + "\"` at the ERP");
                bed.erp(Preflight.sourceSetupSql(bed.settings()));
                assertThat(Preflight.check(bed.settings())).isEmpty();
                assertThat(bed.erpRows("select rolreplication from pg_roles where rolname = '" + user + "'"))
                        .containsExactly("f");
            } finally {
                bed.erp("drop role rds_replication");
            }
        }
    }

    @Test
    void warnings_nameWhatCannotBeSeenInTheTables() throws SQLException {
        try (ShopBed bed = ShopBed.capturingAll(
                "create domain lo as oid; create table doc (id integer primary key, body oid, picture lo);"
                        + " create table named (id integer primary key, of_table regclass, of_rights aclitem[]);"
                        + " create table hidden (id integer primary key); alter table hidden enable row level security;",
                "public")) {
            assertThat(Preflight.warnings(bed.settings()))
                    .anySatisfy(warning -> assertThat(warning).contains("column body of public.doc", "large objects"))
                    .anySatisfy(
                            warning -> assertThat(warning).contains("column picture of public.doc", "type public.lo"))
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("column of_table of public.named", "changes when what it names"))
                    .anySatisfy(warning -> assertThat(warning).contains("column of_rights of public.named"))
                    .anySatisfy(warning ->
                            assertThat(warning).contains("public.hidden has row-level security", "bypassrls"))
                    .anySatisfy(warning -> assertThat(warning).contains("max_slot_wal_keep_size"));
        }
    }

    /** The first host is another server, and the driver takes the second. */
    @Test
    void severalHostsAndParametersOfTheUrl_holdForLoadAndCapture() throws SQLException, IOException {
        try (ShopBed bed = ShopBed.capturingAll(TABLE, "public");
                ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int nobody = closed.getLocalPort();
            closed.close();
            Server erp = bed.settings().erp();
            String url = erp.url().replaceFirst("//([^/]+)/", "//localhost:" + nobody + ",$1/")
                    + (erp.url().contains("?") ? "&" : "?") + "targetServerType=primary&options=-c%20work_mem=4321kB";
            SourceSettings settings = at(bed.settings(), new Server(url, erp.user(), ""));
            new yecai.cdc.load.InitialLoad(settings).run(yecai.cdc.load.LoadProgress.SILENT);
            try (Capture capture = new Capture(settings)) {
                capture.start();
                bed.erp("insert into t values (2, 'b')");
                bed.awaitApplied();
                assertThat(capture.metrics().failures()).isZero();
            }
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void passwordThatChanges_isReadAtTheNextConnection() throws SQLException {
        try (ShopBed bed = ShopBed.capturingAll(TABLE, "public")) {
            Server erp = bed.settings().erp();
            AtomicReference<String> password = new AtomicReference<>("old");
            Server read = new Server(erp.url(), erp.user(), password::get);
            assertThat(read.password()).isEqualTo("old");
            password.set("new");
            assertThat(read.password()).isEqualTo("new");
            try (Connection connection = read.open("test");
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
            assertThat(read.toString()).doesNotContain("new");
        }
    }

    /** As pgbouncer answers to a parameter that it does not know. */
    @Test
    void pooler_isNamed() throws Exception {
        try (ShopBed bed = ShopBed.capturingAll(TABLE, "public");
                ServerSocket pooler = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(pooler));
            SourceSettings settings = at(
                    bed.settings(),
                    new Server("jdbc:postgresql://localhost:" + pooler.getLocalPort() + "/erp", "someone", ""));
            assertThatThrownBy(() -> Preflight.check(settings))
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("connection pooler such as pgbouncer")
                    .hasMessageContaining("url of sources." + settings.source());
            pooler.close();
            answering.join();
        }
    }

    private static void answer(ServerSocket pooler) {
        while (true) {
            try (Socket socket = pooler.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                int length = in.readInt();
                byte[] request = in.readNBytes(length - 4);
                if (length == 8) {
                    // the question whether TLS is spoken
                    out.write('N');
                    out.flush();
                    length = in.readInt();
                    request = in.readNBytes(length - 4);
                }
                assertThat(request).isNotEmpty();
                String fields = List.of("SFATAL", "C08P01", "Munsupported startup parameter: search_path").stream()
                                .collect(java.util.stream.Collectors.joining("\0"))
                        + "\0\0";
                byte[] error = fields.getBytes(StandardCharsets.UTF_8);
                out.write('E');
                out.write(
                        java.nio.ByteBuffer.allocate(4).putInt(4 + error.length).array());
                out.write(error);
                out.flush();
            } catch (IOException e) {
                return;
            }
        }
    }
}
