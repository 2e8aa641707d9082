package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One ERP of the section {@code sources:}.
 *
 * @param pack a built-in pack's name, or a folder
 * @param url JDBC, without user and password
 * @param capture the user that reads the changes, and the tables if there is no reader
 * @param reader the user that reads the tables, and may not replicate
 * @param admin only for {@code init --run} and {@code upgrade --run}
 * @param scrub how it is compared with its ERP in the background
 * @param encoding how its texts are encoded if its database does not say so
 * @param publishesWholeTables whether its tables are published without column lists
 * @param giveUpSlotAt how many bytes of its log the ERP may keep before the capture gives the slot up
 * @param without modules of the pack that this ERP lacks
 * @param settings what it sets of the pack's settings
 * @param companies the group's code of companies of the ERP, by their codes there
 */
public record SourceSection(
        String name,
        String pack,
        String url,
        Login capture,
        Optional<Login> reader,
        Optional<Login> admin,
        String slot,
        String publication,
        ScrubSection scrub,
        Optional<Charset> encoding,
        boolean publishesWholeTables,
        OptionalLong giveUpSlotAt,
        List<String> without,
        List<SettingSection> settings,
        Map<String, String> companies) {

    public SourceSection {
        requireNonNull(name, "name is null");
        requireNonNull(pack, "pack is null");
        requireNonNull(url, "url is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(reader, "reader is null");
        requireNonNull(admin, "admin is null");
        requireNonNull(slot, "slot is null");
        requireNonNull(publication, "publication is null");
        requireNonNull(scrub, "scrub is null");
        requireNonNull(encoding, "encoding is null");
        requireNonNull(giveUpSlotAt, "giveUpSlotAt is null");
        without = List.copyOf(without);
        settings = List.copyOf(settings);
        companies = Map.copyOf(companies);
    }

    /** Returns the users with which the hub uses the ERP. */
    public List<Login> listLogins() {
        return Stream.concat(Stream.of(capture), reader.stream()).toList();
    }
}
