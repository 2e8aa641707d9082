package yecai.sql.view;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.text.Resources;

/** The query of a view, as it can be run over canonical tables without the view. */
public final class ViewQuery {
    private static final Pattern SHARED_NAME = Pattern.compile("\\bshared\\.(\\w+)");

    private ViewQuery() {}

    /**
     * Returns the text of a file below yecai/views, with the queries that it shares with others in the place of their names.
     *
     * @param path such as {@code finance/ledger/account}
     */
    public static String whole(String path) {
        return SHARED_NAME.matcher(Resources.read("views/" + path + ".sql")).replaceAll(ViewQuery::part);
    }

    private static String part(MatchResult found) {
        return Matcher.quoteReplacement("(\n" + whole("shared/" + found.group(1)) + "\n)");
    }

    /** Returns a query with the parts of a branch's own owner, so that its policies hold in them too. */
    static String ofBranch(String query, String ending) {
        return SHARED_NAME.matcher(query).replaceAll("mart.$1_" + ending);
    }
}
