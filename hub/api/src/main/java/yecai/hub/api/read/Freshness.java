package yecai.hub.api.read;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Dataset;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Context;
import yecai.hub.session.Session;
import yecai.hub.session.SignInLookup;

/** What every answer states: as of when it is, how much of the group it covers, and the version that it depends on. */
public final class Freshness {
    private record Companies(long count, Instant countedAt) {}

    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}s?");
    private static final Duration COUNTED_AGAIN = Duration.ofMinutes(1);
    private static final int QUARTER_HOUR = 900;
    private static final int RETRY_SECONDS = 5;

    private final SignInLookup lookup;
    private final Clock clock;
    private final AtomicReference<Companies> companies = new AtomicReference<>(new Companies(0, Instant.MIN));

    public Freshness(SignInLookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Says with an answer as of when and for which scope it holds. */
    void writeHeaders(RequestContext request, Session session) {
        request.http().header("X-Yecai-As-Of", asOf(session.context()));
        request.http().header("X-Yecai-Scope", scope(session.context()));
    }

    /** The header: each source with its time and its position in the ERP's log. */
    String asOf(Context context) {
        return context.sources().stream()
                .map(source -> source.source() + "; as-of="
                        + source.asOf().map(Instant::toString).orElse("unknown")
                        + source.position()
                                .map(position -> "; position=" + position)
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** The caller's scope in words. It counts companies and the like, never rows. */
    String scope(Context context) {
        return companies(context)
                + context.narrowed().map(kinds -> ", narrowed to " + kinds).orElse("");
    }

    private String companies(Context context) {
        if (context.allCompanies()) {
            return "all companies";
        }
        if (context.companies() == 0) {
            return "no companies";
        }
        return context.companies() + " of " + Math.max(companies(), context.companies()) + " companies";
    }

    private long companies() {
        Companies known = companies.get();
        if (known.countedAt().isBefore(clock.instant().minus(COUNTED_AGAIN))) {
            known = new Companies(lookup.companyCount(), clock.instant());
            companies.set(known);
        }
        return known.count();
    }

    /** Refuses to answer from data that are older than the caller accepts. */
    void requireFresh(Context context, Map<String, String> parameters) {
        String asked = parameters.get("max-staleness");
        if (asked == null) {
            return;
        }
        Duration most = duration(asked);
        for (Context.SourceState source : context.sources()) {
            Optional<Duration> age = source.asOf().map(asOf -> Duration.between(asOf, clock.instant()));
            if (age.isEmpty() || age.get().compareTo(most) > 0) {
                throw new ProblemException(
                        ProblemCode.DATA_TOO_OLD,
                        "Source " + source.source() + " is "
                                + age.map(is -> "as of " + is.toSeconds() + " s ago")
                                        .orElse("of unknown age")
                                + ", and max-staleness is " + most.toSeconds() + " s.",
                        RETRY_SECONDS,
                        null);
            }
        }
    }

    private static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            return SECONDS.matcher(lower).matches()
                    ? Duration.ofSeconds(Long.parseLong(lower.replace("s", "")))
                    : Duration.parse("PT" + lower);
        } catch (DateTimeParseException wrong) {
            throw new ProblemException(
                    ProblemCode.PARAMETER_NOT_VALID, "Write max-staleness like 30s, 5m or 1h30m.", wrong);
        }
    }

    /** What an answer depends on; empty where the hub's own state shows, which has no version. */
    Optional<String> watermark(Context context, Dataset dataset) {
        return switch (dataset.currency()) {
            case CHANGES -> Optional.of(context.version());
            // Ages change with the day in a company's time zone; zones differ by whole quarters of an hour.
            case CLOCK -> Optional.of(context.version() + "/" + clock.instant().getEpochSecond() / QUARTER_HOUR);
            case LIVE -> Optional.empty();
        };
    }
}
