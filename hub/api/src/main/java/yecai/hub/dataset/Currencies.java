package yecai.hub.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import yecai.hub.session.ValueType;

/** Which column says the currency of an amount. */
final class Currencies {
    private record Rule(String currency, List<String> amounts) {
        boolean names(String dataset, String amount) {
            return amounts.stream()
                    .anyMatch(name -> name.startsWith("*")
                            ? amount.endsWith(name.substring(1))
                            : amount.equals(name) || name.equals(dataset + "." + amount));
        }
    }

    private static final List<Rule> RULES = read();

    private Currencies() {}

    /** Finds the column with the currency of a column's amounts; empty where it holds no money. */
    static Optional<Column> find(Dataset dataset, Column amount) {
        if (amount.type() != ValueType.NUMERIC) {
            return Optional.empty();
        }
        return RULES.stream()
                .filter(rule -> rule.names(dataset.id(), amount.name().text()))
                .flatMap(rule -> dataset.findColumn(rule.currency()).stream())
                .filter(currency -> currency.type() == ValueType.TEXT)
                .findFirst();
    }

    private static List<Rule> read() {
        try (InputStream file = Currencies.class.getResourceAsStream("currencies.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" = ", 2))
                    .map(parts -> new Rule(parts[0], List.of(parts[1].split(", "))))
                    .toList();
        } catch (IOException problem) {
            throw new IllegalStateException("currencies.txt cannot be read", problem);
        }
    }
}
