package yecai.hub.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A page of figures.
 *
 * @param key its words have it in their keys
 * @param place where it is in the navigation
 * @param above the pages that lead to it, by key, from the first on
 */
public record Report(
        String key, String path, String place, List<Report> above, List<Parameter> parameters, List<Section> sections) {
    public Report {
        requireNonNull(key, "key is null");
        requireNonNull(path, "path is null");
        requireNonNull(place, "place is null");
        above = List.copyOf(above);
        parameters = List.copyOf(parameters);
        sections = List.copyOf(sections);
    }
}
