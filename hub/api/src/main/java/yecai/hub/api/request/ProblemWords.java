package yecai.hub.api.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;

/** Titles and details of problems in the caller's language. The code says them in English; a file has them in Chinese. */
final class ProblemWords {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    /** A detail whose changing parts are numbered. */
    private record Sentence(Pattern english, String chinese) {}

    /** Read when the first Chinese caller has a problem. */
    private static final class Chinese {
        static final Map<String, String> TITLES = new HashMap<>();
        static final List<Sentence> SENTENCES = new ArrayList<>();

        static {
            try (InputStream file = ProblemWords.class.getResourceAsStream("problems.zh.txt")) {
                List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).startsWith("> ")) {
                        SENTENCES.add(new Sentence(pattern(lines.get(i).substring(2)), lines.get(++i)));
                    } else {
                        String[] title = lines.get(i).split(" = ", 2);
                        TITLES.put(title[0], title[1]);
                    }
                }
            } catch (IOException unreadable) {
                throw new IllegalStateException("problems.zh.txt cannot be read", unreadable);
            }
        }

        /** What differs may be of several lines and is as short as can be. */
        private static Pattern pattern(String sentence) {
            StringBuilder pattern = new StringBuilder();
            for (String part : sentence.split("\\{\\d}", -1)) {
                pattern.append(pattern.isEmpty() ? "" : "(.*?)").append(Pattern.quote(part));
            }
            return Pattern.compile(pattern.toString(), Pattern.DOTALL);
        }
    }

    private ProblemWords() {}

    static String title(ProblemCode code, Language language) {
        return language == Language.ZH ? Chinese.TITLES.getOrDefault(code.slug(), code.title()) : code.title();
    }

    /** The detail, or as it is where nobody has said it in Chinese. */
    static String detail(String english, Language language) {
        return language == Language.ZH ? findChinese(english).orElse(english) : english;
    }

    private static Optional<String> findChinese(String english) {
        for (Sentence sentence : Chinese.SENTENCES) {
            Matcher found = sentence.english().matcher(english);
            if (found.matches()) {
                return Optional.of(PLACE.matcher(sentence.chinese())
                        .replaceAll(place ->
                                Matcher.quoteReplacement(part(found.group(Integer.parseInt(place.group(1)) + 1)))));
            }
        }
        return Optional.empty();
    }

    private static String part(String english) {
        return findChinese(english).orElse(english);
    }
}
