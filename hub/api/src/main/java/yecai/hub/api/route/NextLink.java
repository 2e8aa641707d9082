package yecai.hub.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.query.ReadRequest;

/** The address of OData's next page. */
final class NextLink {
    private NextLink() {}

    /** Repeats the request from after this page's rows; empty at the end. */
    static Optional<String> find(
            String root, Map<String, String> parameters, RowWriter.Written written, ReadRequest request) {
        long left = Long.MAX_VALUE;
        if (parameters.containsKey("$top")) {
            left = Long.parseLong(parameters.get("$top")) - written.rows();
        }
        if (written.next().isEmpty() || left <= 0) {
            return Optional.empty();
        }
        Map<String, String> next = new TreeMap<>(parameters);
        next.remove("$skip");
        next.put("$skiptoken", written.next().get());
        if (left < Long.MAX_VALUE) {
            next.put("$top", Long.toString(left));
        }
        StringBuilder link =
                new StringBuilder(root).append('/').append(request.dataset().entitySet());
        char separator = '?';
        for (Map.Entry<String, String> parameter : next.entrySet()) {
            link.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), UTF_8).replace("+", "%20"));
            separator = '&';
        }
        return Optional.of(link.toString());
    }
}
