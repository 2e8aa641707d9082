package yecai.hub.console.administration;

import java.util.List;
import java.util.Map;
import yecai.hub.console.administration.Place.Audience;
import yecai.hub.console.administration.Place.Form;

/** What finance writes. */
final class BookPlaces {
    private BookPlaces() {}

    static Place mapCode() {
        return new Place(
                "map_code",
                "/console/codes/map",
                "codes",
                Audience.WRITERS,
                List.of(new Form(
                        "map_code",
                        "mapCode",
                        List.of("code_kind", "source", "source_code", "code", "valid_from", "reason", "dry_run"),
                        Map.of())));
    }
}
