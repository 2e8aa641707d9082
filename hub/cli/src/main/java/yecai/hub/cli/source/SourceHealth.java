package yecai.hub.cli.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What somebody has to see to at a source, and the exit code by which a script learns it. */
final class SourceHealth {
    /** A table, figure or slot is not as it should be, while the source is captured. */
    private static final int ATTENTION = 1;

    /** A loaded source whose changes no process captures. */
    static final int NOT_CAPTURED = 9;

    private static final Set<String> CAPTURED_STATES = Set.of("streaming", "waiting");
    private static final Set<String> NOTHING_PROMISED = Set.of("new", "loading");

    // A lead says every half second that it lives, and its standby takes over after four.
    private static final double SILENT_SECONDS = 10;

    private SourceHealth() {}

    /** Returns why no process captures the source, or null if one does or none should yet. */
    static String notCaptured(SourceStatus status) {
        if (NOTHING_PROMISED.contains(status.state())) {
            return null;
        }
        String remedy = "run `yecai capture --source " + status.source() + "`";
        if (status.capturedBy() == null) {
            return CAPTURED_STATES.contains(status.state())
                    ? "no process captures it, although it was " + status.state()
                            + ": the capture was killed, or its machine or the hub's server restarted; " + remedy
                    : "no process captures it: " + remedy;
        }
        if (status.silentSeconds() != null && status.silentSeconds() > SILENT_SECONDS) {
            return String.format(
                    Locale.ROOT,
                    "its capture (%s) has said nothing for %.0f s: it is paused, or cut off from the hub; end it, then %s",
                    status.capturedBy(),
                    status.silentSeconds(),
                    remedy);
        }
        return null;
    }

    /** Returns 0 if every source is captured and as it should be, else the gravest of the codes. */
    static int exitCode(List<SourceStatus> statuses) {
        List<Integer> codes = new ArrayList<>(List.of(0));
        for (SourceStatus status : statuses) {
            if (status.notCaptured() != null) {
                codes.add(NOT_CAPTURED);
            } else if (needsAttention(status)) {
                codes.add(ATTENTION);
            }
        }
        return codes.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static boolean needsAttention(SourceStatus status) {
        return status.paused() > 0
                || status.differing() > 0
                || !status.checkDifferences().isEmpty()
                || status.warning() != null
                || status.state().equals("failed");
    }
}
