package yecai.hub.console.finance;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.console.chart.Bar;
import yecai.hub.console.chart.Chart;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Section;
import yecai.hub.console.report.Values;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;
import yecai.hub.console.table.Row;
import yecai.hub.console.table.Table;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/**
 * Open items by age: the hub gives a row for each bucket, the page has a column for each. Which buckets there are, their order and
 * all sums are the hub's.
 *
 * @param partner customer or supplier
 * @param items the page with the items of a cell
 */
record Ageing(
        String key, String dataset, Question question, Question buckets, Question names, String partner, String items)
        implements Section {
    private static final int FETCH = 1_000;
    private static final String SUM = "total";

    /** What a row is of. */
    private record Place(String company, String part, String currency, boolean isTotal) {}

    @Override
    public boolean isDataset() {
        return false;
    }

    @Override
    public Read read(Session session, Values values, Words words, int most) throws IOException {
        QueryText query = question.query(values);
        Map<Place, Map<String, String>> cells = new LinkedHashMap<>();
        Map<String, BigDecimal> reporting = new LinkedHashMap<>();
        String[] unit = {""};
        boolean[] isUnconverted = {false};
        session.read(query, FETCH, row -> {
            Place place = new Place(row.getString(1), row.getString(2), row.getString(3), row.getBoolean("is_total"));
            boolean isSum = row.getBoolean("is_sum");
            cells.computeIfAbsent(place, ignored -> new HashMap<>())
                    .put(isSum ? SUM : row.getString("bucket"), row.getString("open"));
            if (place.isTotal() && !isSum) {
                unit[0] = row.getString("reporting_currency");
                BigDecimal open = row.getBigDecimal("open_reporting");
                isUnconverted[0] |= open == null;
                reporting.merge(row.getString("bucket"), open == null ? BigDecimal.ZERO : open, BigDecimal::add);
            }
        });
        List<String> shown = shown(session, values, reporting);
        List<Column> columns = columns(values, words, shown);
        Map<String, String> known = names(session, values);
        List<Row> rows = new ArrayList<>();
        cells.forEach((place, open) -> rows.add(row(place, open, shown, known)));
        boolean isCut = rows.size() > most;
        // Totals come last, and are shown however many rows there are.
        List<Row> kept = isCut
                ? rows.stream()
                        .filter(row -> row.isTotal() || rows.indexOf(row) < most)
                        .toList()
                : rows;
        Optional<Chart> chart = isUnconverted[0] || shown.isEmpty()
                ? Optional.empty()
                : Optional.of(chart(words, shown, reporting, unit[0]));
        return new Read(new Table(columns, kept, isCut), chart, query.readable());
    }

    /** The buckets of the set, and those beside it in which there is something. */
    private List<String> shown(Session session, Values values, Map<String, BigDecimal> found) throws IOException {
        List<String> shown = new ArrayList<>();
        QuerySection.texts(session, buckets.query(values)).forEach(row -> shown.add(row.get(0)));
        for (String apart : List.of("undated", "unbilled", "credit")) {
            if (found.containsKey(apart)) {
                shown.add(apart);
            }
        }
        return shown;
    }

    private Map<String, String> names(Session session, Values values) throws IOException {
        Map<String, String> known = new HashMap<>();
        if (values.find("by").orElse("").equals(partner)) {
            QuerySection.texts(session, names.query(values))
                    .forEach(row -> known.put(row.get(0), row.get(1) == null ? "" : row.get(1)));
        }
        return known;
    }

    private List<Column> columns(Values values, Words words, List<String> shown) {
        String by = values.find("by").orElse("company");
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("company").linked(link("")));
        if (by.equals("company")) {
            columns.add(Column.text("part").hidden());
            columns.add(Column.text("name").hidden());
        } else {
            columns.add(Column.text("part").named(by).linked(link("")));
            columns.add(
                    by.equals(partner)
                            ? Column.text("name").named(partner + "_name")
                            : Column.text("name").hidden());
        }
        columns.add(Column.text("currency"));
        for (String bucket : shown) {
            columns.add(Column.amount(bucket, "")
                    .labelled(words.code("bucket", bucket))
                    .linked(link("?bucket=" + bucket)));
        }
        columns.add(Column.amount(SUM, "").linked(link("")));
        return columns;
    }

    private Link link(String bucket) {
        return Link.to(items + bucket)
                .with("company", "company")
                .with("part", "part")
                .keep("by")
                .keep("as_of")
                .keep("basis")
                .keep("bucket_set")
                .keep(partner)
                .keep("account");
    }

    private static Row row(Place place, Map<String, String> open, List<String> shown, Map<String, String> names) {
        List<String> values = new ArrayList<>();
        values.add(place.company());
        values.add(place.part());
        values.add(place.part() == null ? null : names.get(place.part()));
        values.add(place.currency());
        shown.forEach(bucket -> values.add(open.getOrDefault(bucket, "0")));
        values.add(open.get(SUM));
        return new Row(values, place.isTotal());
    }

    private Chart chart(Words words, List<String> shown, Map<String, BigDecimal> reporting, String unit) {
        return new Chart(
                words.get("chart." + key, unit),
                unit,
                List.of(),
                shown.stream()
                        .map(bucket -> {
                            BigDecimal open = reporting.getOrDefault(bucket, BigDecimal.ZERO);
                            return new Bar(words.code("bucket", bucket), List.of(open), Figures.number(open));
                        })
                        .toList());
    }
}
