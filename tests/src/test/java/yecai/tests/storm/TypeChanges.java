package yecai.tests.storm;

import java.util.List;
import java.util.Random;

/** Changes of the types that columns have. */
final class TypeChanges {
    private final Random random;

    TypeChanges(Random random) {
        this.random = random;
    }

    List<SchemaChanges.Kind> kinds() {
        return List.of(
                table -> addLabel(),
                table -> renameLabel(),
                table -> renameLabelAndBack(),
                table -> exchangeLabels(),
                table -> domain(),
                table -> rename("domain", "odd.feeling"),
                table -> rename("type", "odd.nest"),
                table -> setSchemaOfType(),
                table -> addAttribute(),
                table -> renameAttribute(),
                table -> renameAttributeAndBack());
    }

    private SchemaChange addLabel() {
        return SchemaChange.of("add label", "alter type public.mood add value 'new " + random.nextInt(1_000_000) + "'");
    }

    // with a label that is there for sure
    private static String renaming(String from, String to) {
        return "alter type public.mood rename value '" + from + "' to '" + to + "'";
    }

    private static SchemaChange renameLabel() {
        return SchemaChange.of("rename label", renaming("o k", "okay")).undoneBy(renaming("okay", "o k"));
    }

    private static SchemaChange renameLabelAndBack() {
        return SchemaChange.of("rename label and back", renaming("o k", "okay"), renaming("okay", "o k"));
    }

    private static SchemaChange exchangeLabels() {
        return SchemaChange.of(
                "exchange labels", renaming("o k", "between"), renaming("c,d", "o k"), renaming("between", "c,d"));
    }

    private SchemaChange domain() {
        return SchemaChange.of(
                "domain",
                "alter domain odd.amount add constraint c" + random.nextInt(1_000_000) + " check (true)",
                "alter domain odd.amount set default 7",
                "alter domain odd.many drop not null");
    }

    private static SchemaChange rename(String what, String name) {
        return SchemaChange.of("rename " + what, "alter " + what + " " + name + " rename to renamed_type")
                .undoneBy("alter " + what + " odd.renamed_type rename to " + name.substring(4));
    }

    private static SchemaChange setSchemaOfType() {
        return SchemaChange.of("set schema of type", "alter type odd.\"Mood\" set schema elsewhere")
                .undoneBy("alter type elsewhere.\"Mood\" set schema odd");
    }

    private SchemaChange addAttribute() {
        return SchemaChange.of(
                "add attribute",
                "alter type odd.pair add attribute extra" + random.nextInt(1_000_000) + " integer"
                        + (random.nextBoolean() ? " cascade" : ""));
    }

    private static SchemaChange renameAttribute() {
        return SchemaChange.of("rename attribute", "alter type odd.pair rename attribute a to b")
                .undoneBy("alter type odd.pair rename attribute b to a");
    }

    private static SchemaChange renameAttributeAndBack() {
        return SchemaChange.of(
                "rename attribute and back",
                "alter type odd.pair rename attribute a to b",
                "alter type odd.pair rename attribute b to a");
    }
}
