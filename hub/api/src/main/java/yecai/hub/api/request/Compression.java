package yecai.hub.api.request;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Answers in gzip, for clients that accept it. A tag stays the same: it is weak, and stands for what is said and not for its
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
        if (!isWished(http, mediaType)) {
            return network;
        }
        http.header(HEADER, "gzip");
        return new Gzip(network);
    }

    /** The same for an answer that is read while it is written: a flush sends all that was written before it. */
    public static OutputStream live(Context http, String mediaType, OutputStream network) throws IOException {
        if (!isWished(http, mediaType)) {
            return network;
        }
        http.header(HEADER, "gzip");
        return new Gzip(network, true);
    }

    /** Returns a whole answer as it is sent; says in the headers how. */
    public static byte[] whole(Context http, String mediaType, byte[] body) throws IOException {
        if (body.length < SMALLEST || !isWished(http, mediaType)) {
            return body;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
        try (Gzip gzip = new Gzip(packed)) {
            gzip.write(body);
            gzip.finish();
        }
        http.header(HEADER, "gzip");
        return packed.toByteArray();
    }

    /** Packs what a handler has left as its result. */
    public static void result(Context http) throws IOException {
        InputStream result = http.resultInputStream();
        if (result != null && isWished(http, String.valueOf(http.res().getContentType()))) {
            http.result(whole(http, "", result.readAllBytes()));
        }
    }

    /** Takes back what was said in the headers, before a problem is the answer. */
    static void forget(Context http) {
        http.res().setHeader(HEADER, null);
    }

    private static boolean isWished(Context http, String mediaType) {
        return !mediaType.contains(WORKBOOK) && isAccepted(http.header("Accept-Encoding"));
    }

    /** Whether the header names gzip, or everything, and does not refuse it. */
    static boolean isAccepted(String header) {
        if (header == null) {
            return false;
        }
        boolean isAnything = false;
        for (String coding : header.toLowerCase(Locale.ROOT).split(",")) {
            String name = coding.split(";", 2)[0].strip();
            boolean isWanted = !REFUSED.matcher(coding).matches();
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return isWanted;
            }
            isAnything |= name.equals("*") && isWanted;
        }
        return isAnything;
    }
}
