package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One ERP of the section {@code sources:}.
 *
 * @param pack a built-in pack's name, or a folder
 * @param url JDBC, without user and password
 * @param capture the user that reads the changes
 * @param admin only for {@code init --run}
 */
public record SourceSection(
        String name, String pack, String url, Login capture, Optional<Login> admin, String slot, String publication) {

    public SourceSection {
        requireNonNull(name, "name is null");
        requireNonNull(pack, "pack is null");
        requireNonNull(url, "url is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(admin, "admin is null");
        requireNonNull(slot, "slot is null");
        requireNonNull(publication, "publication is null");
    }
}
