package yecai.cdc.check.control;

import java.util.ArrayList;
import java.util.List;
import yecai.cdc.check.findings.Difference;

/** One control total as the ERP, the mirror and the canonical tables have it. */
public record ControlTotal(ControlKey key, ControlSide source, ControlSide mirror, CanonSide canon) {

    /** Returns what is wrong with it, if anything. Money is named here: finding where it differs is the purpose. */
    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        if (!source.sameAs(mirror)) {
            differences.add(difference(
                    Difference.Kind.SOURCE_TOTAL, "the ERP has " + text(source) + ", the mirror has " + text(mirror)));
        }
        Figure accounted =
                canon.mapped().plus(canon.unmapped()).plus(mirror.parked()).plus(mirror.excluded());
        if (!mirror.total().sameAmount(accounted)) {
            differences.add(difference(
                    Difference.Kind.HUB_TOTAL,
                    "the mirror has " + plain(mirror.total()) + ", but mapped " + plain(canon.mapped()) + " + unmapped "
                            + plain(canon.unmapped()) + " + parked " + plain(mirror.parked()) + " + excluded "
                            + plain(mirror.excluded()) + " = " + plain(accounted)));
        }
        return differences;
    }

    private Difference difference(Difference.Kind kind, String text) {
        String name = "control total " + key.text();
        return new Difference(
                kind,
                key.kind(),
                String.join("/", key.company(), key.period(), key.currency()),
                List.of(),
                1,
                name + ": " + text);
    }

    private static String text(ControlSide side) {
        String text = plain(side.total()) + " in " + side.total().count() + " rows";
        return side.excluded().count() + side.parked().count() == 0
                ? text
                : text + " (excluded " + plain(side.excluded()) + " in "
                        + side.excluded().count() + ", parked " + plain(side.parked()) + " in "
                        + side.parked().count() + ")";
    }

    private static String plain(Figure figure) {
        return figure.amount().toPlainString();
    }
}
