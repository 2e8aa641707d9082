package yecai.sql.pack.variant;

import java.util.List;
import java.util.Optional;

/**
 * In what installations of one kind of ERP differ.
 *
 * @param modules what an installation may lack
 * @param editions the versions that the pack can tell, those it cannot read included; none where it does not look
 * @param leftOut the modules that the configuration says the ERP lacks
 */
public record Variants(List<PackModule> modules, List<Edition> editions, List<PackModule> leftOut) {
    /** One kind, all alike. */
    public static final Variants NONE = new Variants(List.of(), List.of(), List.of());

    public Variants {
        modules = List.copyOf(modules);
        editions = List.copyOf(editions);
        leftOut = List.copyOf(leftOut);
    }

    /** Returns the module of which a missing table, or column of a table, is. */
    public Optional<PackModule> findModule(String table, Optional<String> column) {
        return modules.stream().filter(module -> module.brings(table, column)).findFirst();
    }

    public Optional<PackModule> findModule(String name) {
        return modules.stream().filter(module -> module.name().equals(name)).findFirst();
    }
}
