package yecai.hub.cli.config;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import yecai.sql.error.YecaiException;
import yecai.sql.yaml.YamlMap;
import yecai.sql.yaml.YamlValue;

/** Reads the configuration file. Errors name the file, the line, the key and what to do. */
public final class ConfigurationReader {
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern OBJECT = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern PUBLISH = Pattern.compile("columns|tables");
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(MB|GB|TB)");
    private static final Pattern FOLDER = Pattern.compile(".*[/.].*");

    private final Path file;
    private final LoginReader logins;

    private ConfigurationReader(Path file) {
        this.file = file;
        this.logins = new LoginReader(file);
    }

    /** Reads a file; paths in it are relative to it. No secret is read yet. */
    public static Configuration read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "there is no configuration file " + file + ": name one with --config, or copy"
                            + " ops/yecai.example.yml and fill it in",
                    missing);
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "the configuration file " + file + " cannot be read: check that it is UTF-8 text and that this user"
                            + " may read it",
                    problem);
        }
        FilePrivacy.warnIfWritable(file);
        return parse(file, text);
    }

    static Configuration parse(Path file, String text) {
        return new ConfigurationReader(file).read(text);
    }

    private Configuration read(String text) {
        YamlMap root = YamlValue.parse(file.toString(), text, YecaiException.Kind.CONFIG)
                .map()
                .allowOnly("hub", "sources", "api");
        HubSection hub = readHub(root.get("hub"));
        Map<String, SourceSection> sources = new LinkedHashMap<>();
        YamlMap sourceMap = root.get("sources").map();
        sourceMap.entries().forEach((name, value) -> {
            if (!SOURCE.matcher(name).matches()) {
                throw sourceMap.keyError(
                        name,
                        "cannot name a source: use up to 31 lowercase letters, digits and _, starting with a letter");
            }
            sources.put(name, readSource(name, value));
        });
        if (sources.isEmpty()) {
            throw root.get("sources").error("is empty: describe at least one ERP");
        }
        return new Configuration(
                hub,
                sources,
                root.find("api").map(new ApiReader(file, logins)::read).orElseGet(ApiSection::defaults));
    }

    private HubSection readHub(YamlValue value) {
        YamlMap map = value.map()
                .allowOnly("url", "admin", "migrate", "capture", "api", "dba", "writer", "reporting_currency");
        return new HubSection(
                value.place(),
                url(map.get("url")),
                map.find("admin").map(logins::read),
                map.find("migrate").map(logins::read),
                map.find("capture").map(logins::read),
                map.find("api").map(logins::read),
                map.find("dba").map(logins::read),
                map.find("writer").map(logins::read),
                map.find("reporting_currency")
                        .map(currency ->
                                matching(currency, CURRENCY, "a currency's three capital letters, such as CNY"))
                        .orElse(HubSection.DEFAULT_REPORTING_CURRENCY));
    }

    private SourceSection readSource(String name, YamlValue value) {
        YamlMap map = value.map()
                .allowOnly(
                        "pack",
                        "url",
                        "capture",
                        "reader",
                        "admin",
                        "slot",
                        "publication",
                        "compare",
                        "encoding",
                        "publish",
                        "give_up_slot_at",
                        "without",
                        "settings",
                        "companies");
        String fallback = "yecai_" + name;
        Login capture = logins.read(map.get("capture"));
        return new SourceSection(
                name,
                pack(map.get("pack").requiredText()),
                url(map.get("url")),
                capture,
                map.find("reader").map(reader -> reader(reader, capture)),
                map.find("admin").map(logins::read),
                object(map, "slot", fallback),
                object(map, "publication", fallback),
                map.find("compare").map(ScrubSection::read).orElseGet(ScrubSection::defaults),
                map.find("encoding").map(ConfigurationReader::encoding),
                publishesWholeTables(map),
                map.find("give_up_slot_at").map(ConfigurationReader::bytes).orElseGet(OptionalLong::empty),
                map.find("without").map(YamlValue::texts).orElse(List.of()),
                map.find("settings").map(SettingSection::read).orElse(List.of()),
                map.find("companies").map(ConfigurationReader::companies).orElse(Map.of()));
    }

    private static Map<String, String> companies(YamlValue value) {
        Map<String, String> companies = new TreeMap<>();
        value.map().entries().forEach((own, group) -> companies.put(own, group.requiredText()));
        return companies;
    }

    private Login reader(YamlValue value, Login capture) {
        Login reader = logins.read(value);
        if (reader.user().equals(capture.user())) {
            throw value.error("has the user of `capture`: name another one, which need not replicate, or leave it out");
        }
        return reader;
    }

    private static OptionalLong bytes(YamlValue value) {
        Matcher size = SIZE.matcher(value.requiredText());
        if (!size.matches()) {
            throw value.error("must be a size, such as 50GB or 500MB");
        }
        int binary = size.group(2).equals("MB") ? 20 : size.group(2).equals("GB") ? 30 : 40;
        return OptionalLong.of(Long.parseLong(size.group(1)) << binary);
    }

    private static Charset encoding(YamlValue value) {
        try {
            return Charset.forName(value.requiredText());
        } catch (IllegalArgumentException e) {
            throw value.error("must be the name of an encoding, such as GBK, GB18030, Big5 or ISO-8859-1");
        }
    }

    private static boolean publishesWholeTables(YamlMap map) {
        return map.find("publish")
                .map(value -> matching(value, PUBLISH, "`columns`, the captured ones, or `tables`, whole"))
                .map("tables"::equals)
                .orElse(false);
    }

    private static String object(YamlMap map, String key, String fallback) {
        return map.find(key)
                .map(name -> matching(name, OBJECT, "up to 63 lowercase letters, digits and _, starting with a letter"))
                .orElse(fallback);
    }

    /** A pack that isn't a plain name is a folder, relative to the configuration file. */
    private String pack(String text) {
        return FOLDER.matcher(text).matches()
                ? file.toAbsolutePath().resolveSibling(text).normalize().toString()
                : text;
    }

    private static String url(YamlValue value) {
        String url = value.requiredText();
        if (!url.startsWith("jdbc:postgresql:")) {
            throw value.error("must start with jdbc:postgresql:, such as jdbc:postgresql://host:5432/database");
        }
        if (Pattern.compile("[?&](user|password)=").matcher(url).find() || url.contains("@")) {
            throw value.error("holds a user or a password: move them to the logins below it, the password as"
                    + " {env: NAME} or {file: PATH}");
        }
        if (Driver.parseURL(url, new Properties()) == null) {
            throw value.error("is not an address that the driver understands: write it like"
                    + " jdbc:postgresql://host:5432/database");
        }
        return url;
    }

    private static String matching(YamlValue value, Pattern pattern, String expected) {
        String text = value.requiredText();
        if (!pattern.matcher(text).matches()) {
            throw value.error("is `" + text + "`: it must be " + expected);
        }
        return text;
    }
}
