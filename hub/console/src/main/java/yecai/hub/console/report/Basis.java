package yecai.hub.console.report;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;
import yecai.hub.session.Context;

/**
 * What all figures of a page rest on.
 *
 * @param scope how much of the group the reader sees, in words
 */
public record Basis(String scope, List<Source> sources) {
    /** A source and how current it is; {@code moment} in ISO form, empty if it is not known. */
    public record Source(String name, String asOf, String moment, String age, String position) {}

    public Basis {
        sources = List.copyOf(sources);
    }

    /** What a session's figures rest on. */
    public static Basis of(Context context, long companies, Words words, Clock clock) {
        return new Basis(
                scope(context, companies, words),
                context.sources().stream()
                        .map(source -> new Source(
                                source.source(),
                                source.asOf().map(Figures::moment).orElse(words.get("word.unknown")),
                                source.asOf().map(Object::toString).orElse(""),
                                source.asOf()
                                        .map(asOf -> Figures.age(words, Duration.between(asOf, clock.instant())))
                                        .orElse(""),
                                source.position().orElse("")))
                        .toList());
    }

    private static String scope(Context context, long companies, Words words) {
        String narrowed = context.narrowed()
                .map(kinds -> words.get("scope.narrowed", kinds))
                .orElse("");
        if (context.allCompanies()) {
            return words.get("scope.all") + narrowed;
        }
        return context.companies() == 0
                ? words.get("scope.none")
                : words.get("scope.some", context.companies(), Math.max(companies, context.companies())) + narrowed;
    }
}
