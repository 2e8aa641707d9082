package yecai.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;
import yecai.cdc.source.SourceSettings;

/** A capture whose stream of changes is broken between reading and applying, behind all checks of the reader. */
public final class FaultyCapture {
    private FaultyCapture() {}

    /** What goes wrong; gets the changes one by one, and what it emits is applied. */
    public interface Fault {
        void meet(Change change, Emitter emitter) throws InterruptedException;
    }

    /** What is behind the fault. */
    public interface Emitter {
        /** Hands the change on. */
        void emit(Change change);

        /** Lets the applier have what was emitted, and holds the rest back until something has happened. */
        void flushUntil(Happening happening) throws InterruptedException;
    }

    /** What a fault waits for. */
    public interface Happening {
        /** Returns when it has happened; fails if it does not. */
        void await() throws InterruptedException;
    }

    public static Capture of(SourceSettings settings, Fault fault) {
        UnaryOperator<ChangeSink> between = sink -> new Broken(sink, fault);
        return new Capture(settings, between);
    }

    private static final class Broken implements ChangeSink, Emitter {
        private final ChangeSink sink;
        private final Fault fault;
        private List<Change> out = new ArrayList<>();

        Broken(ChangeSink sink, Fault fault) {
            this.sink = sink;
            this.fault = fault;
        }

        @Override
        public void accept(List<Change> changes) throws InterruptedException {
            for (Change change : changes) {
                fault.meet(change, this);
            }
            flush();
        }

        @Override
        public void ended(Throwable cause) {
            sink.ended(cause);
        }

        @Override
        public void emit(Change change) {
            out.add(change);
        }

        @Override
        public void flushUntil(Happening happening) throws InterruptedException {
            flush();
            happening.await();
        }

        private void flush() throws InterruptedException {
            if (!out.isEmpty()) {
                sink.accept(out);
                out = new ArrayList<>();
            }
        }
    }
}
