package yecai.hub.cli.pack;

import java.util.ArrayList;
import java.util.List;

/** What a check of a pack found: mistakes, what was checked, and what could not be. */
final class PackFindings {
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> checked = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();

    /** Adds a mistake: the file, the line or key, what is wrong, what to do. */
    void mistake(String text) {
        if (!mistakes.contains(text)) {
            mistakes.add(text);
        }
    }

    void checked(String text) {
        checked.add(text);
    }

    void notChecked(String text) {
        notChecked.add(text);
    }

    boolean isSound() {
        return mistakes.isEmpty();
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    List<String> checked() {
        return List.copyOf(checked);
    }

    List<String> notChecked() {
        return List.copyOf(notChecked);
    }
}
