package yecai.cdc.check.control;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/** What the canonical tables hold of a kind of control total, by company, period and currency. */
record CanonSide(Figure mapped, Figure unmapped) {
    static final CanonSide NONE = new CanonSide(Figure.NONE, Figure.NONE);

    private record Row(
            String company,
            String period,
            String currency,
            long mappedCount,
            BigDecimal mappedAmount,
            long unmappedCount,
            BigDecimal unmappedAmount) {
        ControlKey key(String kind) {
            return new ControlKey(kind, company, period, currency);
        }

        CanonSide side() {
            return new CanonSide(new Figure(mappedCount, mappedAmount), new Figure(unmappedCount, unmappedAmount));
        }
    }

    /**
     * Reads the figures of one kind.
     *
     * @param stale keys of canonical rows that parked documents still have; they are left out
     */
    static Map<ControlKey, CanonSide> read(Connection hub, String source, String kind, List<String> stale)
            throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(Handles.sql(CanonSide.class, "figures"))
                        .bind("source", source)
                        .bind("kind", kind)
                        .bindArray("stale", String.class, stale)
                        .map(ConstructorMapper.of(Row.class))
                        .collect(Collectors.toMap(row -> row.key(kind), Row::side)));
    }
}
