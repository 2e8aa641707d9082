package yecai.hub.access;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.sql.yaml.YamlValue;

/** Checks single values of {@code access.yml}: names, datasets, columns, times and words of a fixed set. */
final class AccessValue {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    static final Pattern DATASET = Pattern.compile("(finance|production|reporting)\\.([a-z][a-z0-9_]{0,62}|\\*)");
    /** Roles that the hub has by itself and that open no dataset, so that no file declares them. */
    static final Set<String> WRITER_ROLES = Set.of("finance_writer");

    static final Set<String> SCOPE_KINDS = Set.of("company", "plant", "cost_center", "customer_group");
    static final Set<String> MASKS = Set.of("full", "partial", "hash", "null", "none");
    static final Set<String> LABELS = Set.of("public", "internal", "confidential", "personal");
    private static final Pattern TIME_LIMIT = Pattern.compile("[1-9][0-9]{0,8} ?(ms|s|min|h|d)|default");
    private static final Pattern SIZE_LIMIT = Pattern.compile("[1-9][0-9]{0,5} ?(kB|MB|GB)|default");
    /** What limits there are for the logins of a principal, and how each is written. */
    static final Map<String, Pattern> LIMITS = Map.of(
            "statement_timeout",
            TIME_LIMIT,
            "idle_in_transaction_session_timeout",
            TIME_LIMIT,
            "work_mem",
            SIZE_LIMIT,
            "temp_file_limit",
            SIZE_LIMIT,
            "connection_limit",
            Pattern.compile("[1-9][0-9]{0,4}|default"));

    static final Set<String> PRINCIPAL_KINDS = Set.of("person", "group", "service");

    private AccessValue() {}

    static ColumnKey column(YamlValue place, String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0 || !DATASET.matcher(text.substring(0, dot)).matches()) {
            throw place.error("names `" + text + "`: write schema.view.column, such as finance.receipt.customer");
        }
        return new ColumnKey(text.substring(0, dot), text.substring(dot + 1));
    }

    /** A beginning that has passed says no more than none. */
    static String future(String time) {
        return time.compareTo(OffsetDateTime.now(ZoneOffset.UTC).format(TIME)) <= 0 ? "" : time;
    }

    static String time(YamlValue value) {
        String text = value.requiredText();
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().format(TIME)
                    : OffsetDateTime.parse(text.replace(' ', 'T'))
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .format(TIME);
        } catch (DateTimeException problem) {
            throw value.error("is `" + text + "`: write a day such as 2027-01-31 (it ends as the day begins, UTC) or a"
                    + " time such as 2027-01-31T18:00:00+08:00");
        }
    }

    static String name(YamlValue place, String name) {
        if (!NAME.matcher(name).matches()) {
            throw place.error("is called `" + name + "`: use lowercase letters, digits and _, a letter first");
        }
        return name;
    }

    static String matching(YamlValue value, Pattern pattern, String expected) {
        if (!pattern.matcher(value.requiredText()).matches()) {
            throw value.error("is `" + value.text() + "`: it must be " + expected);
        }
        return value.text();
    }

    static String limit(YamlValue value, String name) {
        return matching(
                value, LIMITS.get(name), "such as 10min for times, 64MB for sizes, 20 for connections, or default");
    }

    static String oneOf(YamlValue value, Set<String> allowed) {
        // A bare null is YAML's own; `mask: null` means the mask of that name.
        String text = value.isNull() ? "null" : value.requiredText();
        if (!allowed.contains(text)) {
            throw value.error("is `" + text + "`: it must be one of " + String.join(", ", new TreeSet<>(allowed)));
        }
        return text;
    }
}
