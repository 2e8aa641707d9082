package yecai.hub.console.visit;

import java.util.regex.Pattern;

/** Where to go after signing in: a page of the console and nowhere else, whatever was asked for. */
public final class Destination {
    public static final String HOME = "/console";
    private static final int LONGEST = 1_000;
    private static final Pattern WITHIN = Pattern.compile("/console(/[a-z][a-z0-9_-]*)*(\\?[A-Za-z0-9._~%&=+,:*-]*)?");

    private Destination() {}

    /** Returns the address if it is within the console, else its home. */
    public static String within(String asked) {
        return asked != null
                        && asked.length() <= LONGEST
                        && WITHIN.matcher(asked).matches()
                ? asked
                : HOME;
    }
}
