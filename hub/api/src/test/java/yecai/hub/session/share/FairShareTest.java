package yecai.hub.session.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairShareTest {
    @Test
    void onePrincipal_hasHalfAtMost_andTheOthersFindTheRest() throws Exception {
        FairShare places = new FairShare(4);
        List<FairShare.Place> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            taken.add(places.take("greedy", Duration.ZERO).orElseThrow());
        }
        assertThat(places.take("greedy", Duration.ofMillis(10))).isEmpty();
        for (int i = 0; i < 2; i++) {
            taken.add(places.take("other", Duration.ZERO).orElseThrow());
        }
        assertThat(places.taken()).isEqualTo(4);
        assertThat(places.take("third", Duration.ofMillis(10))).isEmpty();
        taken.get(0).close();
        assertThat(places.take("third", Duration.ZERO)).isPresent();
        assertThat(places.take("greedy", Duration.ZERO)).isEmpty();
        taken.get(2).close();
        assertThat(places.take("greedy", Duration.ZERO)).isPresent();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void aSinglePlace_isEverybodys() throws Exception {
        FairShare one = new FairShare(1);
        FairShare.Place place = one.take("a", Duration.ZERO).orElseThrow();
        assertThat(one.take("b", Duration.ZERO)).isEmpty();
        place.close();
        assertThat(one.take("b", Duration.ZERO)).isPresent();
    }
}
