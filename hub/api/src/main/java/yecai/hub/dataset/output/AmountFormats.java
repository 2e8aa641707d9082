package yecai.hub.dataset.output;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadRequest;

/** How amounts look in a workbook: with the decimals of their currency, and more where a value has more. */
final class AmountFormats {
    private static final int USUAL = 2;
    private static final int NO_CURRENCY = -1;

    /** Of each output, the place of the output that holds its currency. */
    private final List<Integer> currencies = new ArrayList<>();

    private final Map<String, Integer> decimals = new HashMap<>();

    AmountFormats(ReadRequest request) {
        List<String> plain = request.outputs().stream()
                .map(output -> output instanceof Output.Plain ? output.label() : "")
                .toList();
        for (Output output : request.outputs()) {
            currencies.add(findCurrency(request, output)
                    .map(column -> plain.indexOf(column.name().text()))
                    .orElse(NO_CURRENCY));
        }
    }

    /** Finds the column with the currency of an output's amounts. */
    static Optional<Column> findCurrency(ReadRequest request, Output output) {
        if (output instanceof Output.Plain amount) {
            return request.dataset().findCurrency(amount.column());
        }
        return output instanceof Output.Aggregated group && group.aggregate().isAmount()
                ? group.aggregate().column().flatMap(request.dataset()::findCurrency)
                : Optional.empty();
    }

    /** The format of a number in a row; empty where it is no amount, or its currency is not in the row. */
    Optional<String> find(int output, BigDecimal number, ResultSet row) throws SQLException {
        int place = currencies.get(output);
        String code = place == NO_CURRENCY ? null : row.getString(place + 1);
        if (code == null) {
            return Optional.empty();
        }
        int wanted = decimals.computeIfAbsent(code, AmountFormats::decimals);
        int shown = Math.max(wanted, number.stripTrailingZeros().scale());
        return Optional.of("#,##0" + (shown > 0 ? "." + "0".repeat(shown) : ""));
    }

    private static int decimals(String code) {
        try {
            return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return USUAL;
        }
    }
}
