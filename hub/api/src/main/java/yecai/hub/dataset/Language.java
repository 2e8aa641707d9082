package yecai.hub.dataset;

import java.util.Locale;

/** The languages of the data dictionary. */
public enum Language {
    EN,
    ZH;

    /** Takes the first language of an Accept-Language header that the dictionary has; English otherwise. */
    public static Language of(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return EN;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                if (range.getRange().startsWith("zh")) {
                    return ZH;
                }
                if (range.getRange().startsWith("en")) {
                    return EN;
                }
            }
        } catch (IllegalArgumentException notAHeader) {
            return EN;
        }
        return EN;
    }

    /** Returns the tag for Content-Language. */
    public String tag() {
        return this == ZH ? "zh" : "en";
    }

    /** The half of a comment, which has English before a bar and Chinese after it. */
    String of(Comment comment) {
        return this == ZH ? comment.chinese() : comment.english();
    }

    record Comment(String english, String chinese) {
        static Comment parse(String text) {
            int bar = text.indexOf(" | ");
            return bar < 0 ? new Comment(text, text) : new Comment(text.substring(0, bar), text.substring(bar + 3));
        }
    }
}
