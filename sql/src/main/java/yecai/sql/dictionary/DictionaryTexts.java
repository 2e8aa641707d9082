package yecai.sql.dictionary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.sql.error.YecaiException;
import yecai.sql.text.Resources;

/**
 * The texts of the data dictionary, in English and Chinese, kept in yecai/dictionary. A column is looked up as
 * {@code schema.relation.column}, then as {@code column}, so that a name that means the same everywhere is described once.
 */
final class DictionaryTexts {
    private final Map<String, String> texts;

    private DictionaryTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    static DictionaryTexts read() {
        Map<String, String> texts = new HashMap<>();
        for (String file : List.of("relations", "columns")) {
            texts.putAll(parse("yecai/dictionary/" + file + ".txt", Resources.lines("dictionary/" + file + ".txt")));
        }
        return new DictionaryTexts(texts);
    }

    static DictionaryTexts of(List<String> lines) {
        return new DictionaryTexts(parse("the dictionary", lines));
    }

    private static Map<String, String> parse(String place, List<String> lines) {
        Map<String, String> texts = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf(" = ");
            if (equals < 0 || !line.contains(" | ")) {
                throw new YecaiException(
                        YecaiException.Kind.INTERNAL, place + ": write `name = English. | 中文。`, not: " + line);
            }
            texts.put(line.substring(0, equals), line.substring(equals + 3));
        }
        return texts;
    }

    /** Takes a name with its schema, such as finance.receipt or finance.receipt.company, and the kind of the object. */
    Optional<String> find(String name, String kind) {
        String text = texts.get(name.startsWith("mart.") ? publicName(name) : name);
        if (kind.equals("column") && text == null) {
            text = texts.get(name.substring(name.lastIndexOf('.') + 1));
        } else if (kind.equals("view") && name.startsWith("mart.")) {
            text = branch(name).orElse(text);
        }
        return Optional.ofNullable(text);
    }

    /** The table or published view that a view of schema mart belongs to, with the column if there is one. */
    private static String publicName(String name) {
        String[] parts = name.split("\\.", 3);
        String relation = parts[1].replaceFirst("_(scoped|all|narrow)$", "");
        int separator = relation.indexOf("__");
        String outer = separator < 0
                ? "canon." + relation
                : relation.substring(0, separator) + "." + relation.substring(separator + 2);
        return parts.length == 2 ? outer : outer + "." + parts[2];
    }

    private static Optional<String> branch(String view) {
        if (view.endsWith("_scoped")) {
            return Optional.of(
                    "The rows of the reader's companies; one branch of a governed view. | 读者所属公司的行；受控视图的一个分支。");
        }
        if (view.endsWith("_narrow")) {
            return Optional.of(
                    "The rows of readers who are narrowed further than by company; one branch of a governed view."
                            + " | 除公司外还受其他维度限制的读者可见的行；受控视图的一个分支。");
        }
        return view.endsWith("_all")
                ? Optional.of("All rows, for readers of all companies only; one branch of a governed view."
                        + " | 全部行，仅供可读全部公司的读者；受控视图的一个分支。")
                : Optional.empty();
    }
}
