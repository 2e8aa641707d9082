package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import yecai.sql.pack.Pack;

/**
 * What the hub needs to know to capture one ERP.
 *
 * @param source name of the source in the hub: lower-case letters, digits, underscores
 * @param pack what to capture and how to map it
 * @param erp the ERP's database, with a login that may replicate and read the captured columns
 * @param hub the hub's database, with the capture login
 * @param slot name of the replication slot at the ERP
 * @param publication name of the publication at the ERP
 * @param tuning sizes and intervals
 * @param options what is unusual about the ERP
 * @param values what the configuration sets of the pack's settings
 * @param companies the group's code of companies of the ERP, by their codes there; of others it is the same code
 */
public record SourceSettings(
        String source,
        Pack pack,
        Server erp,
        Server hub,
        String slot,
        String publication,
        CaptureTuning tuning,
        ErpOptions options,
        List<SettingValue> values,
        Map<String, String> companies) {
    public SourceSettings {
        requireNonNull(pack, "pack is null");
        requireNonNull(erp, "erp is null");
        requireNonNull(hub, "hub is null");
        requireNonNull(tuning, "tuning is null");
        requireNonNull(options, "options is null");
        values = List.copyOf(values);
        companies = Map.copyOf(companies);
        requireName("source", source, 31);
        requireName("slot", slot, 63);
        requireName("publication", publication, 63);
    }

    /** Settings for an ERP of which nothing is unusual. */
    public SourceSettings(
            String source, Pack pack, Server erp, Server hub, String slot, String publication, CaptureTuning tuning) {
        this(source, pack, erp, hub, slot, publication, tuning, ErpOptions.NONE);
    }

    /** Settings where the configuration sets none of the pack's, and maps no company. */
    public SourceSettings(
            String source,
            Pack pack,
            Server erp,
            Server hub,
            String slot,
            String publication,
            CaptureTuning tuning,
            ErpOptions options) {
        this(source, pack, erp, hub, slot, publication, tuning, options, List.of(), Map.of());
    }

    /** The same source with other values of the pack's settings. */
    public SourceSettings with(List<SettingValue> others) {
        return new SourceSettings(source, pack, erp, hub, slot, publication, tuning, options, others, companies);
    }

    /** The same source with other codes of its companies. */
    public SourceSettings with(Map<String, String> others) {
        return new SourceSettings(source, pack, erp, hub, slot, publication, tuning, options, values, others);
    }

    /** Settings with the default slot and publication, {@code yecai_<source>}, and default tuning. */
    public SourceSettings(String source, Pack pack, Server erp, Server hub) {
        this(source, pack, erp, hub, "yecai_" + source, "yecai_" + source, CaptureTuning.defaults());
    }

    /** Schema of the hub that mirrors the captured tables. */
    public String mirrorSchema() {
        return "erp_" + source;
    }

    /** Schema of the hub that holds the pack's staging and mapping views for this source. */
    public String mapSchema() {
        return "map_" + source;
    }

    private static void requireName(String what, String name, int longest) {
        requireNonNull(name, what + " is null");
        if (!name.matches("[a-z][a-z0-9_]*") || name.length() > longest) {
            throw new IllegalArgumentException(what + " \"" + name
                    + "\" must start with a lower-case letter, hold only lower-case letters, digits and underscores, and be at most "
                    + longest + " characters long");
        }
    }
}
