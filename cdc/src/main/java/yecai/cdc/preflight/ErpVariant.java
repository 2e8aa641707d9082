package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Pack;
import yecai.sql.pack.variant.Edition;
import yecai.sql.pack.variant.PackModule;

/** Which version and modules an ERP has, told from its catalogue, which every login may read. */
public final class ErpVariant {
    private final Pack pack;
    private final Set<String> there;

    private ErpVariant(Pack pack, Set<String> there) {
        this.pack = pack;
        this.there = there;
    }

    /** Looks for the tables and columns that tell versions and modules of the pack's ERP. */
    public static ErpVariant read(Connection erp, Pack pack) throws SQLException {
        List<String> marks = Stream.concat(
                        pack.variants().editions().stream()
                                .flatMap(edition -> Stream.concat(edition.has().stream(), edition.lacks().stream())),
                        pack.variants().modules().stream().flatMap(module -> module.marks().stream()))
                .distinct()
                .toList();
        if (marks.isEmpty()) {
            return new ErpVariant(pack, Set.of());
        }
        // pg_class, and not to_regclass, which fails for a schema that the login may not use
        return new ErpVariant(
                pack,
                Handles.with(
                        erp,
                        handle -> handle.createQuery("""
                        select m.name
                        from unnest(:marks::text[]) as m(name)
                        where exists (
                            select
                            from pg_catalog.pg_class as c
                            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
                            where n.nspname = split_part(m.name, '.', 1)
                                and c.relname = split_part(m.name, '.', 2)
                                and c.relkind in ('r', 'p')
                                and (split_part(m.name, '.', 3) = '' or exists (
                                    select
                                    from pg_catalog.pg_attribute as a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                        and a.attname = split_part(m.name, '.', 3)
                                ))
                        )
                        """)
                                .bindArray("marks", String.class, marks)
                                .mapTo(String.class)
                                .set()));
    }

    /** Returns why the pack cannot read an ERP of this version. */
    Optional<Problem> findRefusal(SourceSettings settings) {
        List<Edition> editions = pack.variants().editions();
        Optional<Edition> edition =
                editions.stream().filter(candidate -> candidate.fits(there)).findFirst();
        if (editions.isEmpty() || edition.map(Edition::isSupported).orElse(false)) {
            return Optional.empty();
        }
        String supported = editions.stream()
                .filter(Edition::isSupported)
                .map(Edition::name)
                .collect(Collectors.joining(", "));
        return Optional.of(new Problem(
                edition.map(found -> "the ERP is " + found.name())
                                .orElse("the ERP is none of "
                                        + editions.stream().map(Edition::name).collect(Collectors.joining(", ")))
                        + ", and pack " + pack.name() + " reads " + supported,
                "write a pack for it, beginning with a copy of this one, or check that sources." + settings.source()
                        + ".url names the right database"));
    }

    /** Returns the modules that the ERP lacks and that the configuration does not leave out. */
    public List<PackModule> listLacking() {
        List<PackModule> lacking = new ArrayList<>(pack.variants().modules());
        lacking.removeAll(pack.variants().leftOut());
        lacking.removeIf(this::has);
        return lacking;
    }

    /** Returns what to do about each module that the ERP has although the configuration leaves it out. */
    List<String> listIgnored(SourceSettings settings) {
        return pack.variants().leftOut().stream()
                .filter(this::has)
                .map(
                        module -> "the ERP has module " + module + ", which sources." + settings.source()
                                + ".without leaves out: take it out there, run what `yecai init` prints, and load the source again")
                .toList();
    }

    // what hangs on another module's table may be missing with that module
    private boolean has(PackModule module) {
        return there.containsAll(module.marks());
    }

    /** Returns the line of the configuration with which the ERP can be captured, if it lacks nothing but modules. */
    static String remedy(SourceSettings settings, List<PackModule> lacking) {
        List<String> names = Stream.concat(settings.pack().variants().leftOut().stream(), lacking.stream())
                .map(PackModule::name)
                .distinct()
                .toList();
        return "if the ERP does not have "
                + lacking.stream().map(PackModule::toString).collect(Collectors.joining(" and "))
                + ", write `without: [" + String.join(", ", names) + "]` into sources." + settings.source()
                + "; else check that this is the right database and version";
    }
}
