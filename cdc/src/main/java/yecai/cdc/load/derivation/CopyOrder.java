package yecai.cdc.load.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import yecai.cdc.company.CompanyRegistration;
import yecai.cdc.mirror.ViewInputs;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/** In which order tables are copied: as mappings need them, since they are derived meanwhile. */
public final class CopyOrder {
    private final List<Mapping> mappings;
    private final Optional<ViewInputs> inputs;

    /** @param inputs what the mappings' views read, if that is known */
    public CopyOrder(Pack pack, Optional<ViewInputs> inputs) {
        this.inputs = inputs;
        mappings = new ArrayList<>(pack.mappings());
        // a stable sort: the companies are registered first of all
        mappings.sort(Comparator.comparing(mapping -> !CompanyRegistration.concerns(mapping)));
    }

    /** Returns a number that is the lower the earlier the mirror table is to be copied. */
    public int turn(String table) {
        for (int i = 0; i < mappings.size() && inputs.isPresent(); i++) {
            if (inputs.get().tablesOf(mappings.get(i).name()).contains(table)) {
                return i;
            }
        }
        return mappings.size();
    }
}
