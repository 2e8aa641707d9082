package yecai.cdc.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * SQL with placeholders such as <code>{{view}}</code>, or <code>{{m.columns}}</code> for columns of the alias {@code m}. Lines
 * that are comments are for its readers and are not sent. A value is never searched for placeholders itself.
 */
public final class SqlTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?:([a-z]+)\\.)?([a-z_]+)}}");

    private final String text;

    private SqlTemplate(String origin, String text) {
        this.text = text.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n"))
                .strip();
        String rest = PLACEHOLDER.matcher(this.text).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            throw new IllegalArgumentException("template " + origin
                    + " has a pair of braces that is no placeholder: write {{name}} or {{m.name}}");
        }
        if (rest.contains("--")) {
            throw new IllegalArgumentException(
                    "template " + origin + " has a comment behind SQL: give it a line of its own");
        }
    }

    /** Makes a template of a text. */
    public static SqlTemplate of(String text) {
        return new SqlTemplate("\"" + text.strip() + "\"", text);
    }

    /** Reads a template from the class path, from the package of the class that uses it. */
    public static SqlTemplate read(Class<?> user, String file) {
        try (var stream = user.getResourceAsStream(file)) {
            if (stream == null) {
                throw new YecaiException(
                        Kind.INTERNAL, "the program lacks its file " + file + " of package " + user.getPackageName());
            }
            return new SqlTemplate(file, new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new YecaiException(
                    Kind.INTERNAL, "cannot read the program's file " + file + " of " + user.getPackageName(), e);
        }
    }

    /**
     * Returns the SQL.
     *
     * @throws IllegalArgumentException if a placeholder has no value, or an alias precedes one that is no list of columns
     */
    public String fill(SqlValues values) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        StringBuilder sql = new StringBuilder();
        while (placeholders.find()) {
            placeholders.appendReplacement(
                    sql, Matcher.quoteReplacement(values.get(placeholders.group(1), placeholders.group(2))));
        }
        return placeholders.appendTail(sql).toString();
    }
}
