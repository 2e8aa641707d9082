package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.Promise;

/** Connections to the ERP that end without a message, as when a firewall forgets them or a server loses its power. */
class SilentLossIT {
    private static final int TIMES = 5;

    @Test
    void connectionsThatEndSilently_areNoticedAndTheCaptureRecovers() throws Exception {
        try (ShopBed bed = new ShopBed();
                Relay relay = new Relay(bed.settings().erp().port())) {
            bed.load();
            SourceSettings direct = bed.settings();
            SourceSettings relayed = new SourceSettings(
                    direct.source(),
                    direct.pack(),
                    new Server(
                            "jdbc:postgresql://localhost:" + relay.port() + "/"
                                    + direct.erp().database(),
                            direct.erp().user(),
                            ""),
                    direct.hub(),
                    direct.slot(),
                    direct.publication(),
                    direct.tuning());
            try (Capture capture = new Capture(relayed)) {
                capture.start();
                for (int i = 0; i < TIMES; i++) {
                    bed.erp("insert into client values (" + (100 + i) + ", 'before')");
                    bed.awaitApplied();
                    relay.cut();
                    bed.erp("insert into client values (" + (200 + i) + ", 'after')");
                    long cut = System.nanoTime();
                    bed.awaitApplied();
                    Promise.within(Duration.ofSeconds(30), "noticing and repairing a silent loss", cut);
                }
                assertThat(bed.differences()).isEmpty();
            }
        }
    }
}
