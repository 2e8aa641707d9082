package yecai.hub.cli.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.source.Server;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.Front;
import yecai.hub.api.signin.OidcSettings;
import yecai.hub.cli.config.ApiSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.StopSignal;
import yecai.hub.event.EventSettings;
import yecai.hub.session.SessionSettings;

/** Serves the read-only API. */
@Command(
        name = "api",
        description = {
            "Serves the read-only API for reporting tools and the console for people as hub.api, until SIGTERM or Ctrl-C.",
            "Nobody sees more through it than their principal may; `yecai token create` makes a token for one."
        },
        mixinStandardHelpOptions = true)
public final class ApiCommand implements Callable<Integer> {
    private static final int BURST_SECONDS = 4;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = common.installation();
        ApiServer server =
                ApiServer.start(settings(installation), session(installation), ConsoleExtension.listFor(installation));
        try (StopSignal signal = StopSignal.calling(server::close)) {
            spec.commandLine()
                    .getOut()
                    .println("ready: " + server.url() + "/api/v1/datasets, "
                            + (installation.configuration().api().console().isServed()
                                    ? "console at " + server.url() + "/console, "
                                    : "")
                            + "health and metrics at " + server.adminUrl());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static SessionSettings session(Installation installation) {
        Server hub = installation.hubServer("api", installation.hub().api());
        return SessionSettings.of(hub.url(), hub.user(), hub.password())
                .withConnections(installation.configuration().api().connections())
                .withHeldReads(
                        installation.configuration().api().paging().reads(),
                        installation.configuration().api().paging().time());
    }

    private static ApiSettings settings(Installation installation) {
        ApiSection api = installation.configuration().api();
        ApiSettings.Limits limits = ApiSettings.Limits.usual();
        return new ApiSettings(
                api.listen().host(),
                api.listen().port(),
                api.admin().host(),
                api.admin().port(),
                api.tls()
                        .map(tls -> new ApiSettings.Tls(
                                tls.keyStore(),
                                tls.password().read(installation.environment()),
                                tls.clientAuthorities())),
                api.oidc()
                        .map(oidc -> new OidcSettings(
                                oidc.issuer(),
                                oidc.audience(),
                                oidc.keys(),
                                oidc.claim(),
                                Duration.ofSeconds(60),
                                oidc.longest())),
                new ApiSettings.Caches(api.remembered(), api.catalogue(), (long) api.answerMegabytes() << 20),
                new ApiSettings.Limits(
                        api.requestsPerSecond(),
                        api.requestsPerSecond() * BURST_SECONDS,
                        Math.max(1, Math.min(limits.exports(), api.connections() / 2)),
                        limits.idle()),
                true,
                new Front(
                        api.front().publicUrl(),
                        api.front().trustedProxies(),
                        api.front().isProxyProtocol()),
                new EventSettings(
                        api.events()
                                .key()
                                .map(key -> new EventSettings.Key(
                                        key.read(installation.environment()).getBytes(StandardCharsets.UTF_8))),
                        api.events().allowed()));
    }
}
