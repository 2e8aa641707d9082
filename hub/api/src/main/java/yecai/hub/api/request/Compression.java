package yecai.hub.api.request;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import yecai.hub.api.request.Packed.Coding;

/**
 * Packs answers, for clients that accept it. A tag stays the same: it is weak, and stands for what is said and not for its
 * bytes.
 */
public final class Compression {
    /** Smaller answers travel in one packet in any case. */
    private static final int SMALLEST = 1_400;

    private static final Pattern REFUSED = Pattern.compile(".*;\\s*q=0(\\.0*)?\\s*");
    /** A workbook is packed already. */
    private static final String WORKBOOK = "spreadsheetml";

    private static final String HEADER = "Content-Encoding";

    private Compression() {}

    /** Returns what a large answer is written into; says in the headers how. */
    public static OutputStream stream(Context http, String mediaType, OutputStream network) throws IOException {
        return stream(http, mediaType, network, false);
    }

    /** The same for an answer that is read while it is written: a flush sends all that was written before it. */
    public static OutputStream live(Context http, String mediaType, OutputStream network) throws IOException {
        return stream(http, mediaType, network, true);
    }

    private static OutputStream stream(Context http, String mediaType, OutputStream network, boolean isLive)
            throws IOException {
        Optional<Coding> coding = wished(http, mediaType);
        if (coding.isEmpty()) {
            return network;
        }
        http.header(HEADER, coding.get().header());
        return coding.get().pack(network, isLive);
    }

    /** Returns a whole answer as it is sent; says in the headers how. */
    public static byte[] whole(Context http, String mediaType, byte[] body) throws IOException {
        Optional<Coding> coding = body.length < SMALLEST ? Optional.empty() : wished(http, mediaType);
        if (coding.isEmpty()) {
            return body;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
        try (OutputStream packing = coding.get().pack(packed)) {
            packing.write(body);
        }
        http.header(HEADER, coding.get().header());
        return packed.toByteArray();
    }

    /** Packs what a handler has left as its result. */
    public static void result(Context http) throws IOException {
        InputStream result = http.resultInputStream();
        if (result != null
                && wished(http, String.valueOf(http.res().getContentType())).isPresent()) {
            http.result(whole(http, "", result.readAllBytes()));
        }
    }

    /** Takes back what was said in the headers, before a problem is the answer. */
    static void forget(Context http) {
        http.res().setHeader(HEADER, null);
    }

    private static Optional<Coding> wished(Context http, String mediaType) {
        return mediaType.contains(WORKBOOK) ? Optional.empty() : accepted(http.header("Accept-Encoding"));
    }

    /** The coding that the header names and does not refuse: gzip if it may be, also where everything may; else deflate. */
    static Optional<Coding> accepted(String header) {
        Map<String, Boolean> named = new HashMap<>();
        for (String coding :
                header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(",")) {
            String name = coding.split(";", 2)[0].strip();
            named.putIfAbsent(
                    name.equals("x-gzip") ? "gzip" : name,
                    !REFUSED.matcher(coding).matches());
        }
        boolean isAnything = named.getOrDefault("*", false);
        return Stream.of(Coding.values())
                .filter(coding -> named.getOrDefault(coding.header(), isAnything))
                .findFirst();
    }
}
