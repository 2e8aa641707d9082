package yecai.hub.console.chart;

/** A text that fits its place beside a bar, as nearly as that can be known without the reader's fonts. */
final class Label {
    /** About the width of a sign in the size of the chart's text; those of Chinese and its like fill a square. */
    private static final double LETTER = 7.4;

    private static final double SQUARE = 13;
    private static final char FIRST_SQUARE = '\u2E80';

    private Label() {}

    /** Returns the text, or its beginning with an ellipsis if it is wider. */
    static String within(String text, int width) {
        double left = width;
        for (int i = 0; i < text.length(); i++) {
            left -= text.charAt(i) < FIRST_SQUARE ? LETTER : SQUARE;
            if (left < 0) {
                return text.substring(0, Math.max(i - 1, 0)) + "…";
            }
        }
        return text;
    }
}
