package yecai.hub.api.request;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** An answer that grows packed, in one of HTTP's codings (RFC 9110, 8.4.1). */
public sealed interface Packed {
    /** How answers are packed. */
    enum Coding {
        GZIP,
        /** What zlib writes. */
        DEFLATE;

        String header() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Begins an answer. */
        public OutputStream pack(OutputStream out) throws IOException {
            return pack(out, false);
        }

        /** Begins an answer; {@code isLive} if a flush is to send all that was written before it. */
        OutputStream pack(OutputStream out, boolean isLive) throws IOException {
            return this == GZIP ? new Gzip(out, isLive) : new Zlib(out, isLive);
        }
    }

    /** The fastest level: pages of JSON still become a tenth, and the next ones take twice the time for a tenth less. */
    int LEVEL = Deflater.BEST_SPEED;

    int BUFFER = 16 << 10;

    /** Writes the end of the answer. */
    void finish() throws IOException;

    /** Gives the memory back that is not Java's, also if the answer has not come to its end. */
    void release();

    /** With a header and a checksum of its own. */
    final class Gzip extends GZIPOutputStream implements Packed {
        private Gzip(OutputStream out, boolean isLive) throws IOException {
            super(out, BUFFER, isLive);
            def.setLevel(LEVEL);
        }

        @Override
        public void release() {
            def.end();
        }
    }

    /** For clients that do not know gzip. */
    final class Zlib extends DeflaterOutputStream implements Packed {
        private Zlib(OutputStream out, boolean isLive) {
            super(out, new Deflater(LEVEL), BUFFER, isLive);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                release();
            }
        }

        @Override
        public void release() {
            def.end();
        }
    }
}
