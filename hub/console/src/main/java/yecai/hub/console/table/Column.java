package yecai.hub.console.table;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param name in the query and in files
 * @param label the key of its heading, or the heading where {@code isLabelled}
 * @param unit the column that names the currency or unit
 * @param codes the kind of code, where it is one
 * @param isHidden whether it is there for links and files only
 */
public record Column(
        String name,
        Kind kind,
        String label,
        boolean isLabelled,
        Optional<String> unit,
        Optional<String> codes,
        Optional<Link> link,
        boolean isHidden) {
    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(label, "label is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(codes, "codes is null");
        requireNonNull(link, "link is null");
    }

    private static Column of(String name, Kind kind) {
        return new Column(name, kind, name, false, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public static Column text(String name) {
        return of(name, Kind.TEXT);
    }

    public static Column amount(String name, String currency) {
        return of(name, Kind.AMOUNT).withUnit(currency);
    }

    public static Column quantity(String name, String unit) {
        return of(name, Kind.QUANTITY).withUnit(unit);
    }

    public static Column count(String name) {
        return of(name, Kind.COUNT);
    }

    public static Column share(String name) {
        return of(name, Kind.SHARE);
    }

    public static Column date(String name) {
        return of(name, Kind.DATE);
    }

    public static Column moment(String name) {
        return of(name, Kind.MOMENT);
    }

    public static Column flag(String name) {
        return of(name, Kind.FLAG);
    }

    public static Column list(String name) {
        return of(name, Kind.LIST);
    }

    /** What can be done with a row: no data, so it is in no file. */
    public static Column action(String name, Link to) {
        return of(name, Kind.ACTION).linked(to);
    }

    /** A code of a kind, such as the state of a source. */
    public static Column code(String name, String kind) {
        return new Column(name, Kind.CODE, name, false, Optional.empty(), Optional.of(kind), Optional.empty(), false);
    }

    private Column withUnit(String column) {
        return new Column(name, kind, label, isLabelled, Optional.of(column), codes, link, isHidden);
    }

    /** The same column, which leads somewhere. */
    public Column linked(Link to) {
        return new Column(name, kind, label, isLabelled, unit, codes, Optional.of(to), isHidden);
    }

    /** The same column under the heading of another name. */
    public Column named(String key) {
        return new Column(name, kind, key, false, unit, codes, link, isHidden);
    }

    /** The same column with a heading that is data, such as the name of a bucket. */
    public Column labelled(String heading) {
        return new Column(name, kind, heading, true, unit, codes, link, isHidden);
    }

    /** The same column, not shown. */
    public Column hidden() {
        return new Column(name, kind, label, isLabelled, unit, codes, link, true);
    }
}
