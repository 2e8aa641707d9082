package yecai.hub.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.connection.FreePort;
import yecai.sql.error.YecaiException;

final class LocalServerIT {
    @TempDir
    private Path folder;

    @Test
    void start_findsTheFilesOfTheLastTime() throws Exception {
        int port = FreePort.find();
        try (LocalServer server = LocalServer.start(folder.resolve("data"), port);
                Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 7 as number");
            try (ResultSet binaries = statement.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
                binaries.next();
                assertThat(binaries.getString(1))
                        .startsWith(ServerBinaries.folder().toString());
            }
        }
        try (LocalServer server = LocalServer.start(folder.resolve("data"), port);
                Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            assertThat(number(statement, "select number from kept")).isEqualTo(7);
        }
    }

    @Test
    void start_namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalServer.start(folder.resolve("data"), taken.getLocalPort()))
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
