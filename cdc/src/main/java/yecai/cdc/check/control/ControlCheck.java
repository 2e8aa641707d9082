package yecai.cdc.check.control;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Future;
import yecai.cdc.check.canonical.Parked;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.source.SqlProblem;
import yecai.sql.pack.Control;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/**
 * Are the totals that the ERP itself gives those of the mirror, and are the mirror's all accounted for: mapped, unmapped,
 * parked or excluded?
 */
public final class ControlCheck {
    private final Sides sides;
    private final int named;
    private final Findings findings;
    private final List<ControlTotal> totals = new ArrayList<>();
    private GroupCodes codes;

    public ControlCheck(Sides sides, int named, Findings findings) {
        this.sides = sides;
        this.named = named;
        this.findings = findings;
    }

    private record Reading(
            Control control,
            long start,
            Future<Map<ControlKey, ControlSide>> source,
            Future<Map<ControlKey, ControlSide>> mirror,
            Future<Map<ControlKey, CanonSide>> canon) {}

    /** Returns all totals, also those that match. */
    public List<ControlTotal> run() {
        Pack pack = sides.settings().pack();
        String source = sides.settings().source();
        Parked parked = sides.ofHub(sides.hub().submit(hub -> Parked.read(hub, source)));
        codes = sides.ofHub(sides.hub().submit(hub -> GroupCodes.read(hub, source)));
        List<Reading> readings = new ArrayList<>();
        for (Control control : pack.controls()) {
            readings.add(start(pack, control, parked));
        }
        readings.forEach(this::finish);
        if (totals.isEmpty()) {
            findings.add(Difference.of(
                    Difference.Kind.NO_CONTROL_TOTALS,
                    pack.name(),
                    "nothing was compared: the " + pack.controls().size() + " control queries of pack " + pack.name()
                            + " gave no total"));
        }
        return totals;
    }

    private Reading start(Pack pack, Control control, Parked parked) {
        Mapping mapping = pack.findMapping(control.mapping()).orElseThrow();
        List<Mapping> feeding = pack.mappings().stream()
                .filter(other -> other.entity().equals(mapping.entity()))
                .toList();
        List<String> keys = parked.forControl(mapping, feeding);
        List<String> sourceSchemas =
                pack.tables().stream().map(TableSpec::sourceSchema).distinct().toList();
        List<String> mirrorSchema = List.of(sides.settings().mirrorSchema());
        String source = sides.settings().source();
        return new Reading(
                control,
                System.nanoTime(),
                sides.erp().submit(erp -> ControlSide.read(erp, control, sourceSchemas, keys)),
                sides.hub().submit(hub -> ControlSide.read(hub, pack.onMirror(control), mirrorSchema, keys)),
                sides.hub()
                        .submit(hub -> CanonSide.read(
                                hub,
                                source,
                                control.kind(),
                                parked.entityKeys(hub, source, mapping.entity(), feeding))));
    }

    private void finish(Reading reading) {
        String where = "the ERP";
        try {
            Map<ControlKey, ControlSide> source = codes.unify(Sides.get(reading.source));
            where = "the mirror";
            Map<ControlKey, ControlSide> mirror = codes.unify(Sides.get(reading.mirror));
            where = "canon.control_figure";
            Map<ControlKey, CanonSide> canon = Sides.get(reading.canon);
            compare(reading, source, mirror, canon);
        } catch (SQLException problem) {
            String kind = reading.control.kind();
            findings.add(Difference.of(
                    Difference.Kind.CONTROL_FAILED,
                    kind,
                    "control query " + kind + " failed on " + where + ": " + SqlProblem.text(problem)));
        }
    }

    private void compare(
            Reading reading,
            Map<ControlKey, ControlSide> source,
            Map<ControlKey, ControlSide> mirror,
            Map<ControlKey, CanonSide> canon) {
        TreeSet<ControlKey> keys = new TreeSet<>(source.keySet());
        keys.addAll(mirror.keySet());
        keys.addAll(canon.keySet());
        long differing = 0;
        for (ControlKey key : keys) {
            ControlTotal total = new ControlTotal(
                    key,
                    source.getOrDefault(key, ControlSide.NONE),
                    mirror.getOrDefault(key, ControlSide.NONE),
                    canon.getOrDefault(key, CanonSide.NONE));
            totals.add(total);
            List<Difference> differences = total.differences();
            differing += differences.isEmpty() ? 0 : 1;
            if (differing <= named) {
                differences.forEach(findings::add);
            }
        }
        if (differing > named) {
            String kind = reading.control.kind();
            findings.add(Difference.of(
                    Difference.Kind.HUB_TOTAL,
                    kind,
                    "control total " + kind + ": " + differing + " groups differ, of which " + named
                            + " are named; all are in finance.control_total"));
        }
        long parked = mirror.values().stream()
                .mapToLong(side -> side.parked().count())
                .sum();
        findings.add(new Compared(
                Part.CONTROL_TOTALS,
                reading.control.kind(),
                keys.size(),
                parked,
                differing,
                Findings.millisSince(reading.start)));
    }
}
