package yecai.hub.api.request;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What grows in gzip. */
public final class Gzip extends GZIPOutputStream {
    /** The fastest level: JSON and CSV still become a fifth, and the next ones take twice the time for a tenth less. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private static final int BUFFER = 16 << 10;

    public Gzip(OutputStream out) throws IOException {
        this(out, false);
    }

    /** Takes whether a flush sends all that was written before it. */
    Gzip(OutputStream out, boolean isLive) throws IOException {
        super(out, BUFFER, isLive);
        def.setLevel(LEVEL);
    }

    /** Gives the memory back that is not Java's, also if the answer has not come to its end. */
    public void release() {
        def.end();
    }
}
