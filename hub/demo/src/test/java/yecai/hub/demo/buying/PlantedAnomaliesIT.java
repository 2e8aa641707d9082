package yecai.hub.demo.buying;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What should not happen in buying is found where it was planted into a year of business, and nowhere else. */
final class PlantedAnomaliesIT {
    private static final int TRANSACTIONS = 900;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void dataQuality_namesWhatWasPlanted_andNothingElse(long seed) throws SQLException {
        try (BuyingYear year = new BuyingYear(seed, TRANSACTIONS, LocalDate.now(ZoneOffset.UTC))) {
            PlantedBuying planted = PlantedBuying.plant(year, seed);
            year.load();
            year.finance("select finance.set_buying_rule('1000', 'CNY', %s, %d, %d, null, null, 'planted')"
                    .formatted(planted.approvalLimit(), PlantedBuying.SPLIT_DAYS, PlantedBuying.LAST_PRICE_PERCENT));
            List<String> found = year.finance("""
                    select q.rule || ' ' || case
                        when q.rule = 'bank_details_changed' then q.document_no || ' ' || q.company || ' ' || q.currency
                        else q.document_no
                    end
                    from finance.data_quality as q
                    where q.rule in (%s)
                    """.formatted(PlantedBuying.RULES));

            assertThat(new TreeSet<>(found)).isEqualTo(new TreeSet<>(planted.findings()));
            assertThat(found).hasSameSizeAs(planted.findings());
            assertThat(found.stream().map(one -> one.split(" ")[0]).distinct()).hasSize(8);
            assertThat(Long.parseLong(year.finance(
                                    "select count(*) from finance.procure_to_pay where purchase_order not like 'Z%'")
                            .get(0)))
                    .isGreaterThan(5);
        }
    }
}
