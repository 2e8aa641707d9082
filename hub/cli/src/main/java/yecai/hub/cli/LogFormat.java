package yecai.hub.cli;

import java.util.Map;
import yecai.sql.error.YecaiException;

/** How the log is written: as text for people, or as JSON, one object a line, for programs. */
enum LogFormat {
    TEXT,
    JSON;

    private static final String VARIABLE = "YECAI_LOG";

    /** Reads the environment, as {@code logback.xml} does; text unless it says otherwise. */
    static LogFormat of(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "text");
        return switch (value) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new YecaiException(
                        YecaiException.Kind.CONFIG, VARIABLE + " is '" + value + "': it must be text or json");
        };
    }
}
