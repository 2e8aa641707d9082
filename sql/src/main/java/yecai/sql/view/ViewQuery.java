package yecai.sql.view;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.sql.text.Resources;

/** The query of a view, as it can be run over canonical tables without the view. */
public final class ViewQuery {
    /** A part's name, or a comment, which may speak of one. */
    private static final Pattern SHARED_NAME = Pattern.compile("--[^\\n]*|\\bshared\\.(\\w+)");

    private ViewQuery() {}

    /**
     * Returns the text of a file below yecai/views, with the queries that it shares with others in the place of their names.
     *
     * @param path such as {@code finance/ledger/account}
     */
    public static String whole(String path) {
        return replace(
                Resources.read("views/" + path + ".sql"), part -> "(\n" + whole(ViewFile.pathOfShared(part)) + "\n)");
    }

    /** Returns a query with the parts of a branch's own owner, so that its policies hold in them too. */
    static String ofBranch(String query, String ending) {
        return replace(query, part -> "mart." + part + "_" + ending);
    }

    private static String replace(String query, UnaryOperator<String> inItsPlace) {
        return SHARED_NAME
                .matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? found.group() : inItsPlace.apply(found.group(1))));
    }
}
