package yecai.sql.pack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.error.YecaiException;
import yecai.sql.text.Identifier;

/** The one statement that a pack's SQL file holds: without what follows its end, and never more than one. */
final class SqlText {
    /** Comments, quoted texts and names, and semicolons; all else has no meaning here. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment>--[^\\n]*|/\\*.*?\\*/)\
            |(?<quoted>'(?:[^']++|'')*+'|"(?:[^"]++|"")*+"|\\$(?<tag>\\w*)\\$.*?\\$\\k<tag>\\$)\
            |(?<end>;)\
            |(?<space>\\s+)\
            |(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*|.)""", Pattern.DOTALL);

    private SqlText() {}

    /** Returns the statement, without comments and a semicolon after it; fails if there is none, or more than one. */
    static String statement(String place, String text) {
        int start = -1;
        int end = 0;
        boolean ended = false;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("comment") != null || token.group("space") != null) {
                continue;
            }
            if (token.group("end") != null) {
                ended = true;
                continue;
            }
            if (ended && start >= 0) {
                throw new YecaiException(
                        YecaiException.Kind.PACK,
                        place + ": a second statement starts in line " + lineOf(text, token.start())
                                + "; leave one query and delete the semicolon before the second");
            }
            start = start < 0 ? token.start() : start;
            end = token.end();
        }
        if (start < 0) {
            throw new YecaiException(
                    YecaiException.Kind.PACK, place + ": there is no SQL here; write one query, or delete it");
        }
        return text.substring(0, end).strip();
    }

    /** Returns whether the statement mentions a name outside of comments; an approximation that never misses one. */
    static boolean mentions(String statement, String name) {
        Matcher token = TOKEN.matcher(statement);
        while (token.find()) {
            String quoted = token.group("quoted");
            if (name.equalsIgnoreCase(token.group("word"))
                    || (quoted != null && quoted.equals(Identifier.quote(name)))) {
                return true;
            }
        }
        return false;
    }

    private static long lineOf(String text, int offset) {
        return 1
                + text.substring(0, offset)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }
}
