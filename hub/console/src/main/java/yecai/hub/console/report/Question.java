package yecai.hub.console.report;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yecai.hub.session.QueryText;
import yecai.hub.session.QueryText.Given;
import yecai.hub.session.QueryText.Word;
import yecai.hub.session.ValueType;

/** A query in a file of this program. */
public final class Question {
    @CompileTimeConstant
    private final String file;

    private final List<Word> words;

    private Question(@CompileTimeConstant String file, List<Word> words) {
        this.file = file;
        this.words = List.copyOf(words);
    }

    /** Takes a file, such as {@code hub/console/finance/items.sql}. */
    public static Question of(@CompileTimeConstant String file) {
        return new Question(file, List.of());
    }

    /** Takes a file that several subjects share, and the words of one of them. */
    public static Question of(@CompileTimeConstant String file, List<Word> words) {
        return new Question(file, words);
    }

    /** The query with a page's values. */
    public QueryText query(Values values) {
        Map<String, Given> given = new HashMap<>();
        values.parameters()
                .forEach(parameter -> given.put(
                        parameter.name(),
                        new Given(
                                parameter.type(), values.find(parameter.name()).orElse(null))));
        return new QueryText().file(file, given, words);
    }

    /** The query with a page's values, as far as so many rows. */
    QueryText query(Values values, int rows) {
        return new QueryText()
                .sql("select * from (")
                .append(query(values))
                .sql("\n) as shown limit ")
                .value(ValueType.BIGINT, Integer.toString(rows));
    }
}
