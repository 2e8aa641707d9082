package yecai.sql.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether the published views and functions show money in the decimals of its currency (two where no source says), and any other number in
 * six at most. Rates, factors and prices per unit are no amounts. Which column holds the currency of an amount, the API's list
 * says.
 */
public final class MoneyDecimals {
    private static final String CURRENCIES = "/yecai/hub/dataset/currencies.txt";
    private static final List<String> PER_UNIT = List.of("rate", "price", "factor", "unit_cost");

    /** How many columns are amounts, how many values there were, and a line for every column with too many decimals. */
    public record Found(int amounts, long values, List<String> tooMany) {}

    private record Rule(String currency, List<String> amounts) {
        boolean names(String column) {
            return amounts.stream()
                    .anyMatch(name -> name.startsWith("*") ? column.endsWith(name.substring(1)) : column.equals(name));
        }
    }

    private MoneyDecimals() {}

    /**
     * Reads every view of finance and reporting that the reader may see, and every function of finance that takes nothing but days.
     *
     * @param day which all functions are asked for
     * @param finer names the columns ({@code schema.view.column}) whose amounts the ERP itself keeps in more decimals, up to six
     */
    public static Found find(Connection reader, LocalDate day, Predicate<String> finer)
            throws SQLException, IOException {
        List<Rule> rules = rules();
        int amounts = 0;
        long values = 0;
        List<String> tooMany = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> view : views(reader, day).entrySet()) {
            Map<String, Optional<String>> numbers = numbers(view.getKey(), view.getValue(), rules, finer);
            if (numbers.isEmpty()) {
                continue;
            }
            amounts +=
                    (int) numbers.values().stream().filter(Optional::isPresent).count();
            try (Statement statement = reader.createStatement();
                    ResultSet row = statement.executeQuery(query(view.getKey(), numbers))) {
                row.next();
                int i = 1;
                for (String column : numbers.keySet()) {
                    values += row.getLong(i);
                    if (row.getLong(i + 1) > 0) {
                        tooMany.add(view.getKey() + "." + column + ": " + row.getString(i + 1) + " of "
                                + row.getString(i) + " values, such as " + row.getString(i + 2));
                    }
                    i += 3;
                }
            }
        }
        return new Found(amounts, values, tooMany);
    }

    /** The numbers of a view, and the column with the currency of each whose decimals decide. */
    private static Map<String, Optional<String>> numbers(
            String view, Map<String, String> columns, List<Rule> rules, Predicate<String> finer) {
        Map<String, Optional<String>> numbers = new LinkedHashMap<>();
        columns.forEach((column, type) -> {
            if (type.equals("numeric") && PER_UNIT.stream().noneMatch(column::contains)) {
                numbers.put(
                        column,
                        rules.stream()
                                .filter(rule -> rule.names(column))
                                .map(Rule::currency)
                                .filter(columns::containsKey)
                                .filter(currency -> !finer.test(view + "." + column))
                                .findFirst());
            }
        });
        return numbers;
    }

    private static String query(String view, Map<String, Optional<String>> numbers) {
        List<String> figures = new ArrayList<>();
        numbers.forEach((column, currency) -> {
            String value = "v.\"" + column + "\"";
            String wrong = " filter (where scale(trim_scale(" + value + ")) > "
                    + currency.map(name -> "coalesce(\"of " + name + "\".decimals, 2)")
                            .orElse("6")
                    + ")";
            figures.add("count(" + value + "), count(*)" + wrong + ", min(" + value + ")" + wrong);
        });
        StringBuilder query = new StringBuilder("with money as (select c.currency, max(c.decimals) as decimals"
                + " from finance.currency as c group by c.currency) select " + String.join(", ", figures) + " from "
                + view + " as v");
        numbers.values().stream()
                .flatMap(Optional::stream)
                .distinct()
                .forEach(name -> query.append(" left join money as \"of " + name + "\" on \"of " + name
                        + "\".currency = v.\"" + name + "\""));
        return query.toString();
    }

    private static Map<String, Map<String, String>> views(Connection reader, LocalDate day) throws SQLException {
        Map<String, Map<String, String>> views = new TreeMap<>();
        try (PreparedStatement statement = reader.prepareStatement("""
                select c.table_schema || '.' || c.table_name, c.column_name, c.data_type, c.ordinal_position
                from information_schema.columns as c
                where c.table_schema in ('finance', 'reporting')
                union all
                select
                    format(
                        'finance.%I(%s)', f.proname,
                        (select string_agg(quote_literal(?), ', ') from generate_series(1, f.pronargs - f.pronargdefaults))
                    ),
                    a.name, format_type(a.type, null), a.place
                from pg_proc as f
                cross join lateral unnest(f.proargnames, f.proallargtypes, f.proargmodes) with ordinality
                    as a (name, type, mode, place)
                where f.pronamespace = 'finance'::regnamespace and a.mode = 't' and f.pronargs > f.pronargdefaults
                    and 'date'::regtype = all ((f.proargtypes::oid[])[0 : f.pronargs - f.pronargdefaults - 1])
                order by 1, 4
                """)) {
            statement.setString(1, day.toString());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    views.computeIfAbsent(row.getString(1), view -> new LinkedHashMap<>())
                            .put(row.getString(2), row.getString(3));
                }
            }
        }
        return views;
    }

    private static List<Rule> rules() throws IOException {
        try (InputStream file = MoneyDecimals.class.getResourceAsStream(CURRENCIES)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" = ", 2))
                    .map(parts -> new Rule(parts[0], List.of(parts[1].split(", "))))
                    .toList();
        }
    }
}
