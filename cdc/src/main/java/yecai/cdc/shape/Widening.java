package yecai.cdc.shape;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which changes of a column's type leave the texts of all its values as they are, so that the mirror can simply follow. All
 * others rewrite rows of the ERP without a trace in its log.
 */
final class Widening {
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Pattern SIZED =
            Pattern.compile("([a-z ]+?)\\((\\d+)(?:,(-?\\d+))?\\)( with(?:out)? time zone)?");

    private Widening() {}

    /** Returns whether every value of the old type has the same text in the new one. */
    static boolean isFollowed(String from, String to) {
        if (from.equals(to) || isWiderInteger(from, to)) {
            return true;
        }
        int labels = from.indexOf(" enum ");
        if (labels > 0 && to.startsWith(from.substring(0, labels) + " enum ")) {
            List<String> now = List.of(to.substring(labels + 6).split(",(?=')"));
            return now.containsAll(List.of(from.substring(labels + 6).split(",(?=')")));
        }
        if (from.equals("character varying") && to.equals("text")) {
            return true;
        }
        Matcher old = SIZED.matcher(from);
        return old.matches() && isWiderSize(old, to);
    }

    /** Returns whether the new type is a wider integer. */
    static boolean isWiderInteger(String from, String to) {
        return INTEGERS.contains(from) && INTEGERS.indexOf(to) > INTEGERS.indexOf(from);
    }

    private static boolean isWiderSize(Matcher old, String to) {
        String name = old.group(1);
        String zone = old.group(4) == null ? "" : old.group(4);
        if (!List.of("character varying", "numeric", "bit varying", "time", "timestamp")
                .contains(name)) {
            return false;
        }
        if (to.equals(name + zone) || (name.equals("character varying") && to.equals("text"))) {
            return true;
        }
        Matcher wide = SIZED.matcher(to);
        return wide.matches()
                && wide.group(1).equals(name)
                && zone.equals(wide.group(4) == null ? "" : wide.group(4))
                && Integer.parseInt(wide.group(2)) >= Integer.parseInt(old.group(2))
                && java.util.Objects.equals(wide.group(3), old.group(3));
    }
}
