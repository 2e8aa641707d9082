package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Perpetual inventory at moving average price. A transaction first locks the balances it needs, then moves stock; each
 * movement updates the stored balances at once.
 */
public final class Stock {
    /** A material in a location inside the books. */
    public record Place(String location, String material) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLocation = location.compareTo(other.location);
            return byLocation != 0 ? byLocation : material.compareTo(other.material);
        }
    }

    private static final class Balance {
        private long id;
        private BigDecimal quantity;
        private BigDecimal amount;
    }

    private final Tx tx;
    private final Map<Place, Balance> held = new TreeMap<>();
    private final TreeSet<Place> expected = new TreeSet<>();

    Stock(Tx tx) {
        this.tx = tx;
    }

    /** Announces balances that will be needed later, so that the next lock takes them too, in order. */
    public void expect(Collection<Place> places) {
        expected.addAll(places);
    }

    /** Locks balances, in one order for all transactions, before the first movement; those held already stay so. */
    public void lock(Collection<Place> places) throws SQLException {
        expected.addAll(places);
        expected.removeAll(held.keySet());
        List<Place> sorted = List.copyOf(expected);
        expected.clear();
        if (sorted.isEmpty()) {
            return;
        }
        int before = held.size();
        for (Row row : tx.list(
                """
                select b.id, b.location, b.material, b.quantity, b.amount
                from unnest(?::text[], ?::text[]) as w(location, material)
                inner join erp.stock_balances as b on b.location = w.location and b.material = w.material
                order by b.location, b.material
                for no key update of b
                """,
                sorted.stream().map(Place::location).toArray(String[]::new),
                sorted.stream().map(Place::material).toArray(String[]::new))) {
            Balance balance = new Balance();
            balance.id = row.id("id");
            balance.quantity = row.amount("quantity");
            balance.amount = row.amount("amount");
            held.put(new Place(row.text("location"), row.text("material")), balance);
        }
        if (held.size() < before + sorted.size()) {
            throw new IllegalStateException("no stock balance for one of " + sorted);
        }
    }

    public BigDecimal available(Place place) {
        return held.get(place).quantity;
    }

    /** Whether exactly this value can leave with the quantity, leaving a balance that makes sense. */
    public boolean canGive(Place place, BigDecimal quantity, BigDecimal amount) {
        Balance balance = held.get(place);
        int left = balance.quantity.compareTo(quantity);
        BigDecimal value = balance.amount.subtract(amount);
        return left > 0 ? value.signum() > 0 : left == 0 && Money.isZero(value);
    }

    /**
     * Moves stock and returns its value.
     *
     * @param move company, plant, doc_type, doc_no, line_no, move_kind, material, from_location, to_location, quantity, uom,
     *     and what else the movement refers to
     * @param amount the value, or null to take the moving average of where it leaves
     */
    public BigDecimal move(Row move, BigDecimal amount) throws SQLException {
        String material = move.text("material");
        BigDecimal quantity = move.amount("quantity").multiply(tx.masters.factor(material, move.text("uom")));
        Balance from = held.get(new Place(move.text("from_location"), material));
        Balance to = held.get(new Place(move.text("to_location"), material));
        BigDecimal value = amount != null ? amount : average(from, quantity);
        long id = tx.id();
        tx.insert(
                "stock_moves",
                Row.of("id", id)
                        .with(move)
                        .set("doc_date", tx.today)
                        .set("posting_date", tx.postingDate)
                        .set("period", tx.period())
                        .set("base_quantity", quantity)
                        .set("base_uom", tx.masters.material(material).text("uom"))
                        .set("unit_cost", Money.unitCost(value, quantity))
                        .set("currency", tx.masters.currencyOf(move.text("company")))
                        .set("amount", value));
        if (from != null) {
            add(from, quantity.negate(), value.negate());
        }
        if (to != null) {
            add(to, quantity, value);
        }
        if (move.values().get("reverses_id") != null) {
            tx.update("update erp.stock_moves set reversed_by_id = ? where id = ?", id, move.value("reverses_id"));
        }
        return value;
    }

    private static BigDecimal average(Balance from, BigDecimal quantity) {
        return quantity.compareTo(from.quantity) == 0 ? from.amount : Money.share(from.amount, quantity, from.quantity);
    }

    private void add(Balance balance, BigDecimal quantity, BigDecimal amount) throws SQLException {
        balance.quantity = balance.quantity.add(quantity);
        balance.amount = balance.amount.add(amount);
        tx.update(
                "update erp.stock_balances set quantity = ?, amount = ? where id = ?",
                balance.quantity,
                balance.amount,
                balance.id);
    }
}
