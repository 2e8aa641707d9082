package yecai.hub.console.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a cell leads to, made of the row and of what the page was asked for.
 *
 * @param path of the page
 * @param columns parameters of it, and the columns that hold their values
 * @param kept parameters that it has in common with this page
 */
public record Link(String path, Map<String, String> columns, List<String> kept) {
    public Link {
        columns = new LinkedHashMap<>(columns);
        kept = List.copyOf(kept);
    }

    @Override
    public Map<String, String> columns() {
        return new LinkedHashMap<>(columns);
    }

    /** A link to a page. */
    public static Link to(String path) {
        return new Link(path, Map.of(), List.of());
    }

    /** The same with a parameter whose value a column holds. */
    public Link with(String parameter, String column) {
        Map<String, String> more = columns();
        more.put(parameter, column);
        return new Link(path, more, kept);
    }

    /** The same with a parameter that keeps this page's value. */
    public Link keep(String parameter) {
        List<String> more = new ArrayList<>(kept);
        more.add(parameter);
        return new Link(path, columns, more);
    }

    /** The address for a row. */
    String address(UnaryOperator<String> row, UnaryOperator<String> page) {
        StringBuilder address = new StringBuilder(path);
        columns.forEach((parameter, column) -> append(address, parameter, row.apply(column)));
        kept.forEach(parameter -> append(address, parameter, page.apply(parameter)));
        return address.toString();
    }

    private static void append(StringBuilder address, String parameter, String value) {
        if (value != null && !value.isEmpty()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(parameter)
                    .append('=')
                    .append(URLEncoder.encode(value, UTF_8));
        }
    }
}
