package yecai.hub.console.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import yecai.hub.dataset.Language;

/** The console's own words in one language. */
public final class Words {
    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(language, load(language)));
        }
    }

    private final Language language;
    private final Properties texts;

    private Words(Language language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    private static Properties load(Language language) {
        String file = "words_" + language.tag() + ".properties";
        try (Reader reader =
                new InputStreamReader(Words.class.getResourceAsStream("/yecai/hub/console/language/" + file), UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException problem) {
            throw new IllegalStateException("cannot read " + file, problem);
        }
    }

    /** Returns the words of a language. */
    public static Words of(Language language) {
        return ALL.get(language);
    }

    /** Returns a text, with the values in the places {0}, {1} and so on. */
    public String get(String key, Object... values) {
        return find(key, values).orElseThrow(() -> new IllegalStateException("no words for " + key));
    }

    /** Finds a text; empty if there is none. */
    public Optional<String> find(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            return Optional.empty();
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return Optional.of(text);
    }

    /** The name of a column. */
    public String column(String name) {
        return find("column." + name).orElseGet(() -> name.replace('_', ' '));
    }

    /** What a code of the hub means, such as the state of a source; the code itself where there is no word for it. */
    public String code(String kind, String code) {
        return find("code." + kind + "." + code).orElse(code);
    }

    /** The codes of a kind that have a word here, in the order of these words. */
    public List<String> codes(String kind) {
        String prefix = "code." + kind + ".";
        return keys().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted(Comparator.comparing(this::get))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** The key of every text. */
    public java.util.Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** The language. */
    public Language language() {
        return language;
    }

    /** For the attribute lang of HTML. */
    public String tag() {
        return language == Language.ZH ? "zh-CN" : "en";
    }

    /** Whether it is Chinese. */
    public boolean isChinese() {
        return language == Language.ZH;
    }
}
