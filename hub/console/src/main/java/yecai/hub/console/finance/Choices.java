package yecai.hub.console.finance;

import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.Question;

/** What several pages can be asked for. */
final class Choices {
    static final Parameter COMPANY =
            Parameter.listed("company", "", Question.of("hub/console/finance/shared/companies.sql"));

    /** The months of the books: looking for those with figures would read all of these before the page begins. */
    static final Parameter MONTH = period("month");

    static final Parameter PERIOD = period("period");

    private Choices() {}

    private static Parameter period(String name) {
        return Parameter.listed(name, "", Question.of("hub/console/finance/shared/periods.sql"));
    }
}
