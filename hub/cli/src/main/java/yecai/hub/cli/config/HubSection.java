package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The section {@code hub:}.
 *
 * @param place place of the section, for messages
 * @param url JDBC, without user and password
 * @param admin only for {@code init}
 * @param migrate only for {@code init} and {@code migrate}
 * @param capture for everything else
 * @param api only for {@code init} and {@code api}
 * @param dba a member of yecai_dba; only for {@code access} and {@code audit}
 * @param writer a login of a principal that is a finance_writer; only for {@code rates} and {@code codes}
 * @param reportingCurrency ISO 4217
 */
public record HubSection(
        String place,
        String url,
        Optional<Login> admin,
        Optional<Login> migrate,
        Optional<Login> capture,
        Optional<Login> api,
        Optional<Login> dba,
        Optional<Login> writer,
        String reportingCurrency) {

    public static final String DEFAULT_REPORTING_CURRENCY = "CNY";

    public HubSection {
        requireNonNull(place, "place is null");
        requireNonNull(url, "url is null");
        requireNonNull(admin, "admin is null");
        requireNonNull(migrate, "migrate is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(api, "api is null");
        requireNonNull(dba, "dba is null");
        requireNonNull(writer, "writer is null");
        requireNonNull(reportingCurrency, "reportingCurrency is null");
    }
}
