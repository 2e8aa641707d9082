package yecai.sql.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import yecai.sql.error.YecaiException;

/** How mistakes in a pack are handled: fail at the first, or collect all. */
final class Mistakes {
    private final List<String> found = new ArrayList<>();
    private final boolean collects;

    private Mistakes(boolean collects) {
        this.collects = collects;
    }

    static Mistakes thrown() {
        return new Mistakes(false);
    }

    static Mistakes collected() {
        return new Mistakes(true);
    }

    void add(YecaiException mistake) {
        if (!collects) {
            throw mistake;
        }
        found.add(mistake.getMessage());
    }

    void addAll(List<YecaiException> mistakes) {
        mistakes.forEach(this::add);
    }

    /** Reads a part of the pack; if it is wrong and mistakes are collected, gives the other value, to continue with. */
    <T> T read(Supplier<T> part, T otherwise) {
        try {
            return part.get();
        } catch (YecaiException mistake) {
            if (mistake.kind() != YecaiException.Kind.PACK) {
                throw mistake;
            }
            add(mistake);
            return otherwise;
        }
    }

    void run(Runnable part) {
        read(
                () -> {
                    part.run();
                    return true;
                },
                false);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> list() {
        return List.copyOf(found);
    }
}
