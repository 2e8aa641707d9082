package yecai.hub.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

final class ConfigurationReaderTest {
    private static final String LEAST = """
            hub:
              url: jdbc:postgresql://db/yecai
            sources:
              plant_1:
                pack: tryton
                url: jdbc:postgresql://erp/tryton
                capture: {user: reader, password: {env: ERP_PASSWORD}}
            """;

    private static final String FULL = """
            hub:
              url: jdbc:postgresql://db:5433/yecai?sslmode=verify-full
              admin: {user: postgres, password: {env: A}}
              migrate: {user: yecai_migrate, password: {file: secrets/m}}
              capture: {user: yecai_capture, password: {file: /run/secrets/c}}
              api: {user: yecai_api, password: {env: E}}
              reporting_currency: EUR
            sources:
              plant_1:
                pack: ./packs/mine
                url: jdbc:postgresql://erp/tryton
                capture: {user: reader, password: {env: B}}
                admin: {user: erp_admin, password: {env: C}}
                slot: my_slot
                publication: my_publication
              plant_2:
                pack: demo
                url: jdbc:postgresql://erp2/erp
                capture: {user: reader, password: {env: D}}
            api:
              listen: 0.0.0.0:443
              admin: localhost:9000
              connections: 20
              requests_per_second: 5
              remember_sign_in: 0s
              remember_catalogue: 7s
              answers_megabytes: 0
              tls: {key_store: api.p12, password: {env: F}, client_authorities: /etc/ca.p12}
              oidc: {issuer: "https://i", audience: a, keys: "https://i/keys", claim: email, longest: 8h}
              console: {idle: 15m, longest: 8h, provider: {authorization: "https://i/authorize", token: "https://i/token", client: console}}
              held_reads: 4
              hold_reads_for: 60s
              public_url: https://hub.example.com
              trusted_proxies: ["10.0.0.0/8", "::1"]
              proxy_protocol: true
              events:
                key: {env: K}
                allow: [10.1.0.0/16]
            """;

    @Test
    void parse_fillsInTheDefaults() {
        Configuration configuration = parse(LEAST);

        HubSection hub = configuration.hub();
        assertThat(hub.admin()).isEmpty();
        assertThat(hub.migrate()).isEmpty();
        assertThat(hub.capture()).isEmpty();
        assertThat(hub.reportingCurrency()).isEqualTo("CNY");
        SourceSection source = configuration.sources().get("plant_1");
        assertThat(source.admin()).isEmpty();
        assertThat(source.slot()).isEqualTo("yecai_plant_1");
        assertThat(source.publication()).isEqualTo("yecai_plant_1");
    }

    @Test
    void parse_takesEveryPropertyOfTheApi() {
        assertThat(parse(LEAST).api()).isEqualTo(ApiSection.defaults());
        assertThat(parse(FULL).api())
                .isEqualTo(new ApiSection(
                        new ApiSection.Address("0.0.0.0", 443),
                        new ApiSection.Address("localhost", 9000),
                        20,
                        5,
                        Duration.ZERO,
                        Duration.ofSeconds(7),
                        0,
                        Optional.of(new ApiSection.Tls(
                                Path.of("/etc/yecai/api.p12"),
                                new Secret.Variable("/etc/yecai/yecai.yml:28:39: `api.tls.password`", "F"),
                                Optional.of(Path.of("/etc/ca.p12")))),
                        Optional.of(new ApiSection.Oidc(
                                "https://i", "a", URI.create("https://i/keys"), "email", Duration.ofHours(8))),
                        new ApiSection.Paging(4, Duration.ofSeconds(60)),
                        new ApiSection.Front(
                                Optional.of(URI.create("https://hub.example.com")), List.of("10.0.0.0/8", "::1"), true),
                        new ApiSection.Events(
                                Optional.of(new Secret.Variable("/etc/yecai/yecai.yml:37:10: `api.events.key`", "K")),
                                List.of("10.1.0.0/16")),
                        new ConsoleSection(
                                true,
                                Duration.ofMinutes(15),
                                Duration.ofHours(8),
                                Optional.of(new ConsoleSection.Provider(
                                        URI.create("https://i/authorize"),
                                        URI.create("https://i/token"),
                                        "console",
                                        Optional.empty())))));
        refused(FULL.replace("allow: [10.1.0.0/16]", "allow: [inside]"), "api.events.allow");
        assertThat(parse(FULL.replaceAll("console: \\{.*", "console: off"))
                        .api()
                        .console()
                        .isServed())
                .isFalse();
        refused(FULL.replaceAll("console: \\{.*", "console: on"), "must be off, or a section");
        refused(FULL.replace("idle: 15m", "idle: 15"), "must be minutes");
        refused(FULL.replace("proxy_protocol: true", "proxy_protocol: v2"), "must be true or false");
        refused(
                FULL.replace("trusted_proxies: [\"10.0.0.0/8\", \"::1\"]", "trusted_proxies: []"),
                "needs `trusted_proxies`");
        refused(FULL.replace("https://i/keys", "http://i/keys"), "must start with https://");
        refused(FULL.replace("0.0.0.0:443", "443"), "must be a host and a port");
        refused(FULL.replace("10.0.0.0/8", "proxy.example.com"), "is neither an address nor a network");
        refused(FULL.replace("https://hub.example.com", "hub.example.com/x"), "must be scheme, host and port");
        refused(FULL.replace("answers_megabytes: 0", "answers_megabytes: 1g"), "must be megabytes");
    }

    @Test
    void parse_takesEveryProperty() {
        Configuration configuration = parse(FULL);

        assertThat(configuration.hub())
                .isEqualTo(new HubSection(
                        "/etc/yecai/yecai.yml:2:3",
                        "jdbc:postgresql://db:5433/yecai?sslmode=verify-full",
                        Optional.of(variable("postgres", "3:37", "hub.admin", "A")),
                        Optional.of(file("yecai_migrate", "4:44", "hub.migrate", "/etc/yecai/secrets/m")),
                        Optional.of(file("yecai_capture", "5:44", "hub.capture", "/run/secrets/c")),
                        Optional.of(variable("yecai_api", "6:36", "hub.api", "E")),
                        Optional.empty(),
                        Optional.empty(),
                        "EUR"));
        assertThat(configuration.sources()).containsOnlyKeys("plant_1", "plant_2");
        assertThat(configuration.sources().get("plant_1"))
                .isEqualTo(new SourceSection(
                        "plant_1",
                        "/etc/yecai/packs/mine",
                        "jdbc:postgresql://erp/tryton",
                        variable("reader", "12:39", "sources.plant_1.capture", "B"),
                        Optional.empty(),
                        Optional.of(variable("erp_admin", "13:40", "sources.plant_1.admin", "C")),
                        "my_slot",
                        "my_publication",
                        ScrubSection.defaults(),
                        Optional.empty(),
                        false,
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        Map.of()));
        assertThat(configuration.sources().get("plant_2").pack()).isEqualTo("demo");
    }

    @Test
    void parse_takesModulesThatTheErpLacks() {
        assertThat(parse(LEAST + "    without: [mrp, purchase]\n")
                        .sources()
                        .get("plant_1")
                        .without())
                .containsExactly("mrp", "purchase");
    }

    @Test
    void parse_takesTheGroupsCodesOfCompanies() {
        assertThat(parse(LEAST + "    companies: {\"1000\": B1000, C2: C2}\n")
                        .sources()
                        .get("plant_1")
                        .companies())
                .isEqualTo(Map.of("1000", "B1000", "C2", "C2"));
    }

    @Test
    void parse_takesSettingsOfThePack_forTheSourceAndForCompanies() {
        String settings = LEAST + "    settings:\n      labor_work_centers: [Assembly, Welding]\n"
                + "      time_zone: {\"*\": Asia/Shanghai, C2: Europe/Berlin}\n";

        assertThat(parse(settings).sources().get("plant_1").settings())
                .containsExactly(
                        new SettingSection("labor_work_centers", Optional.empty(), "Assembly,Welding"),
                        new SettingSection("time_zone", Optional.empty(), "Asia/Shanghai"),
                        new SettingSection("time_zone", Optional.of("C2"), "Europe/Berlin"));
        refused(settings.replace("Asia/Shanghai", "{}"), "sources.plant_1.settings.time_zone");
    }

    @Test
    void parse_takesHowASourceIsCompared() {
        String compare = LEAST + "    compare: {percent: 5, every: 48h, hours_off: \"22:00-06:30\"}\n";

        assertThat(parse(compare).sources().get("plant_1").scrub())
                .isEqualTo(new ScrubSection(
                        5,
                        Duration.ofHours(48),
                        Optional.of(new ScrubSection.HoursOff(LocalTime.of(22, 0), LocalTime.of(6, 30)))));
        refused(compare.replace("percent: 5", "percent: 101"), "must be a percentage");
        refused(compare.replace("48h", "0h"), "must be hours");
        refused(compare.replace("06:30", "24:00"), "must be a part of the day");
        refused(compare.replace("06:30", "22:00"), "must be a part of the day");
    }

    @Test
    void parse_takesAnotherLoginForTheTables() {
        assertThat(parse(LEAST).sources().get("plant_1").reader()).isEmpty();
        String two = LEAST + "    reader: {user: tables, password: {env: T}}\n";

        assertThat(parse(two).sources().get("plant_1").listLogins())
                .extracting(Login::user)
                .containsExactly("reader", "tables");
        refused(two.replace("tables", "reader"), "sources.plant_1.reader` has the user of `capture`");
    }

    @Test
    void parse_takesHowMuchLogAnErpMayKeep() {
        assertThat(parse(LEAST + "    give_up_slot_at: 50GB\n")
                        .sources()
                        .get("plant_1")
                        .giveUpSlotAt())
                .hasValue(50L << 30);
        assertThat(parse(LEAST + "    give_up_slot_at: 2TB\n")
                        .sources()
                        .get("plant_1")
                        .giveUpSlotAt())
                .hasValue(2L << 40);
        for (String wrong : List.of("50", "50 GB", "0GB", "-1GB", "50GiB", "9999999TB")) {
            refused(LEAST + "    give_up_slot_at: " + wrong + "\n", "give_up_slot_at` must be a size, such as 50GB");
        }
    }

    @Test
    void parse_takesWhatIsUnusualAboutAnErp() {
        String place = "    url: jdbc:postgresql://erp/tryton\n";
        assertThat(LEAST).contains(place);
        Configuration configuration = parse(LEAST.replace(place, place + "    encoding: GBK\n    publish: tables\n"));

        SourceSection source = configuration.sources().get("plant_1");
        assertThat(source.encoding().orElseThrow().name()).isEqualTo("GBK");
        assertThat(source.publishesWholeTables()).isTrue();
        assertThatThrownBy(() -> parse(LEAST.replace(place, place + "    encoding: klingon\n")))
                .hasMessageContaining("GB18030");
        assertThatThrownBy(() -> parse(LEAST.replace(place, place + "    publish: rows\n")))
                .hasMessageContaining("`tables`");
    }

    @Test
    void parse_refusesAPasswordInTheFile_withoutShowingIt() {
        assertThatThrownBy(() -> parse(LEAST.replace("{env: ERP_PASSWORD}", "hunter2")))
                .hasMessageStartingWith(
                        "/etc/yecai/yecai.yml:7:39: `sources.plant_1.capture.password` is written in the file itself")
                .hasMessageContaining("{env: NAME}")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> parse(LEAST.replace("/yecai\n", "/yecai?password=hunter2\n")))
                .hasMessageContainingAll("`hub.url` holds a user or a password", "{env: NAME}")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void parse_refusesWhatItDoesNotKnow() {
        refused(LEAST.replace("pack:", "packs:"), "yecai.yml:5:5: `sources.plant_1.packs` is not known here");
        refused(LEAST.replace("plant_1", "Plant-1"), "yecai.yml:4:3: `sources.Plant-1` cannot name a source");
        refused(LEAST.replace("env:", "vault:"), "password.vault` is not known here; the keys here are env, file");
        refused(
                LEAST.replace("//db", "\\\\db").replace("jdbc:postgresql:", "postgres:"),
                "must start with jdbc:postgresql:");
    }

    @Test
    void parse_refusesAnAddressThatTheDriverDoesNotUnderstand() {
        refused(LEAST.replace("//db/", "//db:port/"), "yecai.yml:2:8: `hub.url` is not an address");
    }

    @Test
    void parse_saysWhatIsMissing() {
        refused(
                LEAST.replace("    pack: tryton\n", ""),
                "yecai.yml:5:5: `sources.plant_1` lacks the key `pack`: add it");
        refused("hub: {url: \"jdbc:postgresql://db/yecai\"}", "the file lacks the key `sources`");
        refused("", "the file is empty");
    }

    @Test
    void read_saysWhereToGetAFile() {
        assertThatThrownBy(() -> ConfigurationReader.read(Path.of("/nowhere/yecai.yml")))
                .isInstanceOf(YecaiException.class)
                .hasMessageContainingAll(
                        "no configuration file /nowhere/yecai.yml", "--config", "ops/yecai.example.yml");
    }

    @Test
    void secret_namesTheVariableThatIsNotSet() {
        Secret secret = parse(LEAST).sources().get("plant_1").capture().password();
        UnaryOperator<String> environment = Map.of("ERP_PASSWORD", "hunter2")::get;

        assertThat(secret.read(environment)).isEqualTo("hunter2");
        assertThat(secret.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> secret.read(name -> null))
                .isInstanceOf(YecaiException.class)
                .hasMessageContainingAll(
                        "yecai.yml:7:39", "sources.plant_1.capture.password", "ERP_PASSWORD", "export it");
    }

    @Test
    void secret_namesTheFileThatIsNotThere() {
        Secret secret = new Secret.TextFile("yecai.yml:1:1: `hub.admin.password`", Path.of("/nowhere/secret"));

        assertThatThrownBy(() -> secret.read(name -> null))
                .hasMessageContainingAll("hub.admin.password", "/nowhere/secret");
    }

    private static Configuration parse(String text) {
        return ConfigurationReader.parse(Path.of("/etc/yecai/yecai.yml"), text);
    }

    private static void refused(String text, String part) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(YecaiException.Kind.CONFIG))
                .hasMessageContaining(part);
    }

    private static Login variable(String user, String place, String key, String name) {
        return new Login(user, new Secret.Variable(passwordAt(place, key), name));
    }

    private static Login file(String user, String place, String key, String path) {
        return new Login(user, new Secret.TextFile(passwordAt(place, key), Path.of(path)));
    }

    private static String passwordAt(String place, String key) {
        return "/etc/yecai/yecai.yml:" + place + ": `" + key + ".password`";
    }
}
