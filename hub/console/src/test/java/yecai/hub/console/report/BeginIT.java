package yecai.hub.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.Visitor;
import yecai.sql.Waiting;

/** What people see while others' figures take long. */
final class BeginIT {
    private static final String READS_THAT_WAIT =
            "select count(*) from pg_locks where relation = 'canon.gl_entry'::regclass and not granted";

    @Test
    void pagesBegin_whileTheOnlyConnectionForFiguresIsInUse() throws Exception {
        try (ConsoleBed bed = ConsoleBed.shared().withConnections(1);
                Connection changer = bed.hub().open("postgres");
                Statement change = changer.createStatement()) {
            Visitor group = bed.person("con_group");
            Visitor one = bed.person("con_one");
            changer.setAutoCommit(false);
            change.execute("lock table canon.gl_entry in access exclusive mode");
            HttpResponse<InputStream> first = group.begin("/console/ledger");
            Waiting.until(
                    "figures wait",
                    () -> bed.hub().list("postgres", READS_THAT_WAIT).equals(List.of("1")));

            HttpResponse<InputStream> second = one.begin("/console/ledger");
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(one.get("/console").statusCode()).isEqualTo(200);
            assertThat(one.get("/console/me").statusCode()).isEqualTo(200);

            changer.rollback();
            assertThat(rest(first)).contains("as of").contains("</html>");
            assertThat(rest(second)).contains("as of").contains("</html>");
        }
    }

    @Test
    void ownAccessBegins_beforeItsDatasetsAreListed() throws Exception {
        try (ConsoleBed bed = ConsoleBed.shared().withConnections(1);
                Connection changer = bed.hub().open("postgres");
                Statement change = changer.createStatement()) {
            Visitor one = bed.person("con_one");
            changer.setAutoCommit(false);
            change.execute("lock table hub.dataset in access exclusive mode");
            HttpResponse<InputStream> page = one.begin("/console/me");
            assertThat(page.statusCode()).isEqualTo(200);

            changer.rollback();
            assertThat(rest(page)).contains("finance.receivable_aging").contains("</html>");
        }
    }

    private static String rest(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
