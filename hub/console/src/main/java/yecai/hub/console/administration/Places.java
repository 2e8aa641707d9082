package yecai.hub.console.administration;

import java.util.List;

/** All pages on which something is done in the hub. */
final class Places {
    private Places() {}

    /** Those of DBAs and approvers, in the order of the navigation. */
    static List<Place> listForAdministrators() {
        return List.of(
                OperationPlaces.sources(),
                OperationPlaces.comparisons(),
                OperationPlaces.parked(),
                AccessPlaces.access(),
                AccessPlaces.requests(),
                AccessPlaces.logins(),
                AccessPlaces.declaration(),
                AccessPlaces.audit(),
                OperationPlaces.webhooks());
    }

    /** Those of people who write for finance. */
    static List<Place> listForWriters() {
        return List.of(BookPlaces.mapCode());
    }
}
