package yecai.hub.cli.pack;

import java.util.Random;
import yecai.sql.text.Identifier;

/** A column of a captured table, and other values that it might have. */
record StormColumn(String name, String type, boolean required, boolean captured) {
    private static final String[] FACTORS = {"-1", "2", "0.5", "0", "1.37"};

    String quoted() {
        return Identifier.quote(name);
    }

    /** An SQL expression for a new value; {@code otherRow} is the column's value in another row. */
    String newValue(Random random, String otherRow) {
        double kind = random.nextDouble();
        if (kind < 0.5) {
            return otherRow;
        }
        if (kind < 0.6 && !required) {
            return "null";
        }
        int shift = random.nextInt(41) - 20;
        return switch (type) {
            case "numeric", "double precision", "real", "interval" ->
                quoted() + " * " + FACTORS[random.nextInt(FACTORS.length)];
            case "smallint", "integer", "bigint", "date" -> quoted() + " + " + shift;
            case "boolean" -> "not coalesce(" + quoted() + ", false)";
            case "timestamp without time zone", "timestamp with time zone" ->
                quoted() + " + interval '" + shift + " days'";
            // a reference to another row, such as sale.line,12, moves; other texts change
            case "text", "character varying" ->
                "case when " + quoted() + " ~ '^[a-z_.]+,[0-9]{1,9}$' then split_part(" + quoted()
                        + ", ',', 1) || ',' || abs(split_part(" + quoted() + ", ',', 2)::integer + " + shift + ") else "
                        + quoted() + " || 'x' end";
            default -> otherRow;
        };
    }
}
