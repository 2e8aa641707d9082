package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What reading a pack gave: the pack, or everything that is wrong with its files.
 *
 * @param pack empty if there are mistakes
 * @param mistakes each names the file, the line, the key and what to do
 */
public record PackReview(Optional<Pack> pack, List<String> mistakes) {
    public PackReview {
        requireNonNull(pack, "pack is null");
        mistakes = List.copyOf(mistakes);
        if (pack.isPresent() != mistakes.isEmpty()) {
            throw new IllegalArgumentException("a pack must be present if and only if it has no mistakes");
        }
    }
}
