package yecai.sql.pack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import yecai.sql.yaml.YamlValue;

/** What the names in a pack may look like. */
final class Names {
    /** PostgreSQL cuts longer names off. */
    private static final int LONGEST = 63;

    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9.:-]*");
    private static final List<String> KINDS = List.of("postgresql");
    private static final List<String> KEY_TYPES =
            List.of("smallint", "integer", "bigint", "numeric", "text", "varchar", "uuid", "date");

    private Names() {}

    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && fits(name);
    }

    /** Returns whether PostgreSQL keeps the name whole. */
    static boolean fits(String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    static String plain(YamlValue value) {
        String name = value.requiredText();
        if (!isPlain(name)) {
            throw value.error("is `" + name + "`: use lowercase letters, digits and _, starting with a letter");
        }
        return name;
    }

    static String kind(YamlValue value) {
        return oneOf(value, KINDS);
    }

    static String keyType(YamlValue value) {
        return oneOf(value, KEY_TYPES);
    }

    static String prefix(YamlValue value) {
        String prefix = value.text();
        if (!PREFIX.matcher(prefix).matches()) {
            throw value.error("is `" + prefix + "`: use only letters, digits, points, colons and hyphens");
        }
        return prefix;
    }

    private static String oneOf(YamlValue value, List<String> known) {
        String text = value.requiredText();
        if (!known.contains(text)) {
            throw value.error("is `" + text + "`: it must be one of " + String.join(", ", known));
        }
        return text;
    }
}
