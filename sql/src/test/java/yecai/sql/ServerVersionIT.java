package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerVersionIT {
    @Test
    void number_isTheServersOwn_andLeavesTheConnectionOpen() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        try (var connection = hub.open("postgres")) {
            assertThat(ServerVersion.number(connection))
                    .isEqualTo(Integer.parseInt(
                            hub.list("postgres", "show server_version_num").get(0)));
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
