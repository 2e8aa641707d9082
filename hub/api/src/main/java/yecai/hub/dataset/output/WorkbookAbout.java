package yecai.hub.dataset.output;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import yecai.hub.dataset.Language;

/**
 * What a workbook says of where its rows come from.
 *
 * @param isLabelled whether heads of columns are the dictionary's words, rather than the columns' names
 * @param asOf each source with its time and its position in the ERP's log
 * @param asked what was asked for: filter, order, limit and so on, as it was sent
 */
public record WorkbookAbout(
        Language language, boolean isLabelled, String scope, List<String> asOf, Map<String, String> asked) {
    public WorkbookAbout {
        requireNonNull(language, "language is null");
        requireNonNull(scope, "scope is null");
        asOf = List.copyOf(asOf);
        requireNonNull(asked, "asked is null");
    }
}
