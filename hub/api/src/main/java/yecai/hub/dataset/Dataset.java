package yecai.hub.dataset;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.dataset.Language.Comment;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Name;
import yecai.hub.session.Relation;

/** A governed view that a principal may read. */
public final class Dataset {
    private final Relation relation;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Column> key;

    Dataset(Relation relation, List<String> key) {
        this.relation = requireNonNull(relation, "relation is null");
        relation.columns().forEach(column -> columns.put(column.name().text(), Column.of(column)));
        this.key = key.stream().map(columns::get).toList();
    }

    /** Makes one of a view; without descriptions if the view has none. */
    public static Dataset of(Relation relation) {
        return new Dataset(relation, Keys.of(relation));
    }

    /** Returns the name in the API: schema, dot, view. */
    public String id() {
        return relation.schema() + "." + relation.name();
    }

    /** Returns the name in OData, whose names have no dots. */
    public String entitySet() {
        return relation.schema() + "_" + relation.name();
    }

    /** Returns the dictionary's description. */
    public String description(Language language) {
        return language.of(Comment.parse(relation.comment()));
    }

    /** Returns the columns in their order. */
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /** Returns the columns that tell rows apart; empty for views without a declared key. */
    public List<Column> key() {
        return key;
    }

    /** Finds the column with the currency of a column's amounts; empty where the column holds no money. */
    public Optional<Column> findCurrency(Column amount) {
        return Currencies.find(this, amount);
    }

    /** Returns what can change the rows. */
    public Relation.Currency currency() {
        return relation.currency();
    }

    /** Finds a column by its name. */
    public Optional<Column> findColumn(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** Returns a column. */
    public Column getColumn(String name) {
        return findColumn(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.COLUMN_NOT_FOUND,
                        "Dataset " + id() + " has no column '" + Excerpt.of(name) + "'. Its columns: "
                                + String.join(", ", columns.keySet()) + "."));
    }

    /** Returns the schema of the view. */
    public Name schema() {
        return relation.schema();
    }

    /** Returns the name of the view. */
    public Name view() {
        return relation.name();
    }
}
