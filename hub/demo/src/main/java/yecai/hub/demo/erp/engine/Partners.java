package yecai.hub.demo.erp.engine;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Customers and suppliers. */
public final class Partners {
    private final List<Row> customers;
    private final List<Row> suppliers;
    private final UnaryOperator<String> currencyOf;

    Partners(List<Row> customers, List<Row> suppliers, UnaryOperator<String> currencyOf) {
        this.customers = customers;
        this.suppliers = suppliers;
        this.currencyOf = currencyOf;
    }

    /** A customer outside the group, mostly one that buys in the company's currency. */
    public Row customer(String company, RandomGenerator random) {
        return partner(customers, company, random, row -> !row.has("trading_company"));
    }

    public Row supplier(String company, RandomGenerator random) {
        return partner(suppliers, company, random, row -> !row.has("trading_company"));
    }

    public Row groupCustomer(String company) {
        return customers.stream()
                .filter(row -> company.equals(row.text("trading_company")))
                .findFirst()
                .orElseThrow();
    }

    public Row groupSupplier(String company) {
        return suppliers.stream()
                .filter(row -> company.equals(row.text("trading_company")))
                .findFirst()
                .orElseThrow();
    }

    public Row customer(String code) {
        return customers.stream()
                .filter(row -> row.text("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private Row partner(List<Row> all, String company, RandomGenerator random, Predicate<Row> allowed) {
        boolean home = random.nextInt(100) < 75;
        List<Row> choice = all.stream()
                .filter(allowed)
                .filter(row -> !home || row.text("currency").equals(currencyOf.apply(company)))
                .toList();
        return choice.get(random.nextInt(choice.size()));
    }
}
