package yecai.hub.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/** The text of a page on its way to the browser. */
final class Streamed implements TemplateOutput, AutoCloseable {
    private final OutputStream out;
    private final Writer writer;

    Streamed(OutputStream out) {
        this.out = out;
        this.writer = new OutputStreamWriter(out, UTF_8);
    }

    @Override
    public void writeContent(String value) {
        try {
            writer.write(value);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void writeContent(String value, int begin, int end) {
        try {
            writer.write(value, begin, end - begin);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Sends what there is. */
    void flush() {
        try {
            writer.flush();
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
