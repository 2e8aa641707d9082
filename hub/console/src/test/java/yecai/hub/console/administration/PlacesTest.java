package yecai.hub.console.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import yecai.hub.api.manage.Action;
import yecai.hub.api.manage.Actions;
import yecai.hub.console.administration.Place.Form;
import yecai.hub.console.administration.Place.Listing;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.Column;
import yecai.hub.dataset.Language;

/** Everything on the pages of administration has words in both languages, and every form has what its operation needs. */
final class PlacesTest {
    private static final Words CHINESE = Words.of(Language.ZH);
    private static final List<Place> ALL = Stream.concat(
                    Places.listForAdministrators().stream(), Places.listForWriters().stream())
            .toList();

    @Test
    void everything_hasWords() {
        Set<String> missing = new TreeSet<>();
        for (Place place : ALL) {
            require(missing, "navigation." + place.key());
            for (Place.Part part : place.parts()) {
                if (part instanceof Listing listing) {
                    require(missing, "part." + listing.key());
                    listing.columns().stream().map(Column::label).forEach(label -> require(missing, "column." + label));
                } else if (part instanceof Form form) {
                    require(missing, "part." + form.key());
                    require(missing, "part." + form.key() + ".go");
                    form.fields().forEach(field -> require(missing, "field." + field));
                }
            }
        }
        Field.CHOICES
                .values()
                .forEach(choices -> choices.stream()
                        .skip(1)
                        .forEach(choice -> require(missing, "code." + choices.get(0) + "." + choice)));
        assertThat(missing).isEmpty();
    }

    private static void require(Set<String> missing, String key) {
        if (!CHINESE.keys().contains(key)) {
            missing.add(key);
        }
    }

    @Test
    void forms_haveWhatTheirOperationsNeed() {
        Actions actions = new Actions(Optional.empty());
        for (Place place : ALL) {
            for (Place.Part part : place.parts()) {
                if (part instanceof Form form) {
                    Action action = actions.get(form.operation());
                    List<String> given = form.fields().stream()
                            .map(field -> Field.NAMES.getOrDefault(field, field))
                            .toList();
                    assertThat(action.parameters().stream()
                                    .filter(parameter -> parameter.isRequired()
                                            && !form.fixed().containsKey(parameter.name()))
                                    .map(parameter -> parameter.name()))
                            .as(form.key())
                            .isSubsetOf(given);
                    assertThat(given)
                            .as(form.key())
                            .isSubsetOf(action.parameters().stream()
                                    .map(parameter -> parameter.name())
                                    .toList());
                }
            }
        }
    }
}
