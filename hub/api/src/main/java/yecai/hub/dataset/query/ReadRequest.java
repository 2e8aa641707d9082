package yecai.hub.dataset.query;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.filter.Filter;

/**
 * A checked request for rows of a dataset: every name is the catalogue's, every value has its column's type.
 *
 * @param outputs the columns of the answer, in their order
 * @param isGrouped whether rows are groups
 * @param order what the caller wants sorted; the key follows where pages need it
 * @param offset rows to skip
 * @param isCounted whether the number of all rows is wanted too
 * @param moment the state of the data that is read, for the cursor; empty until it is known
 */
public record ReadRequest(
        Dataset dataset,
        List<Output> outputs,
        boolean isGrouped,
        Optional<Filter> filter,
        List<Sort> order,
        Optional<Cursor> cursor,
        OptionalLong limit,
        long offset,
        boolean isCounted,
        String moment) {
    /** A request of a moment that is not known yet. */
    public ReadRequest(
            Dataset dataset,
            List<Output> outputs,
            boolean isGrouped,
            Optional<Filter> filter,
            List<Sort> order,
            Optional<Cursor> cursor,
            OptionalLong limit,
            long offset,
            boolean isCounted) {
        this(dataset, outputs, isGrouped, filter, order, cursor, limit, offset, isCounted, "");
    }

    public ReadRequest {
        requireNonNull(dataset, "dataset is null");
        outputs = List.copyOf(outputs);
        requireNonNull(filter, "filter is null");
        order = List.copyOf(order);
        requireNonNull(cursor, "cursor is null");
        requireNonNull(limit, "limit is null");
        requireNonNull(moment, "moment is null");
    }

    /** The same request, of a moment. */
    public ReadRequest at(String newMoment) {
        return new ReadRequest(dataset, outputs, isGrouped, filter, order, cursor, limit, offset, isCounted, newMoment);
    }

    /** Whether the filter leaves one row at most, since it names a value for each column of the key. */
    public boolean isOneRow() {
        return !isGrouped
                && !dataset.key().isEmpty()
                && filter.isPresent()
                && dataset.key().stream().allMatch(filter.get()::isFixed);
    }

    /** Whether one row is asked for and no page before it: it needs no order, no limit, and has no page after it. */
    public boolean isWholeInOneRow() {
        return isOneRow() && cursor.isEmpty() && offset == 0;
    }

    /** The caller's order, then the columns that tell rows apart which are equal by it. */
    public List<Sort> totalOrder() {
        List<Sort> total = new ArrayList<>(order);
        for (Output output : tieBreakers()) {
            if (total.stream().noneMatch(sort -> sort.output().label().equals(output.label()))) {
                total.add(new Sort(output, false));
            }
        }
        return total;
    }

    /** Whether no two rows share the total order. */
    public boolean isOrderUnique() {
        return isGrouped || !dataset.key().isEmpty();
    }

    private List<Output> tieBreakers() {
        if (isGrouped) {
            return outputs.stream().filter(Output.Plain.class::isInstance).toList();
        }
        List<Column> columns = dataset.key().isEmpty() ? dataset.columns() : dataset.key();
        return columns.stream()
                .filter(column -> column.type().isComparable())
                .<Output>map(Output.Plain::new)
                .toList();
    }

    /** Tells whether two requests ask for pages of the same rows in the same order. */
    public String fingerprint() {
        try {
            StringBuilder text = new StringBuilder(dataset.id());
            filter.ifPresent(given -> text.append("\0f").append(given.text()));
            totalOrder()
                    .forEach(sort ->
                            text.append("\0o").append(sort.output().label()).append(sort.isDescending()));
            if (isGrouped) {
                outputs.forEach(output -> text.append("\0g").append(output));
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }
}
