package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import yecai.hub.access.AccessPlan;
import yecai.hub.access.Change;
import yecai.hub.access.Effect;
import yecai.hub.cli.text.TextTable;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.lint.LintFinding;
import yecai.sql.text.Printable;

/** Prints plans: SQL that can be run as it is, with comments. */
final class PlanText {
    private PlanText() {}

    static void print(PrintWriter out, AccessPlan plan) {
        if (!plan.changes().isEmpty() || plan.needsAdministrator()) {
            out.println(ConnectionOpener.PIN);
        }
        for (Change change : plan.changes()) {
            out.println("-- " + Printable.line(change.why()));
            out.println(change.sql());
        }
        for (LintFinding breach : plan.breaches()) {
            out.println("-- drift: " + Printable.line(breach.text()));
            // a quoted name may hold any character, and no form of it is plain text and SQL at once
            boolean isSql = breach.isMendedBySql() && Printable.isPlain(breach.remedy());
            out.println(isSql ? breach.remedy() : "-- by hand: " + Printable.line(breach.remedy()));
        }
        out.println(
                plan.isEmpty()
                        ? "-- nothing to do"
                        : "-- " + plan.changes().size() + " changes, "
                                + plan.breaches().size() + " breaches"
                                + (plan.needsAdministrator() ? "; applying it takes hub.admin" : ""));
    }

    static void print(PrintWriter out, List<Effect> effects) {
        TextTable table = new TextTable("principal", "dataset", "company", "rows gained", "rows lost");
        for (Effect effect : effects) {
            table.add(
                    effect.principal(),
                    effect.dataset(),
                    effect.company().isEmpty() ? "-" : effect.company(),
                    number(effect.after() - effect.before()),
                    number(effect.before() - effect.after()));
        }
        table.print(out);
    }

    private static String number(long rows) {
        return rows > 0 ? String.format(Locale.ROOT, "%,d", rows) : "-";
    }
}
