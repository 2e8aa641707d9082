package yecai.cdc.code.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.code.CodePlan;
import yecai.cdc.code.CodeSteps;
import yecai.cdc.code.CodeWork;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.apart.ApartDerivation;
import yecai.cdc.load.RunningCapture;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.script.Script;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;

/** Brings changed codes into the canonical rows of a source, and returns when that is done. */
public final class CodeChange {
    private static final long PAUSE_NANOS = 100_000_000L;

    private CodeChange() {}

    /**
     * Waits for the capture, which does it, or does it where none runs.
     *
     * @return whether there was anything to do
     * @throws YecaiException of kind PACK if the pack is another than the one that was loaded; of kind HUB if it cannot be done
     */
    public static boolean run(SourceSettings settings) {
        try (Connection control = settings.hub().open("yecai codes")) {
            SourceState state = SourceState.getLoaded(control, settings.source());
            if (!PackDigest.of(settings.pack()).equals(state.packVersion())) {
                throw new YecaiException(
                        Kind.PACK,
                        "pack " + settings.pack().name() + " differs from the one with which source "
                                + settings.source() + " was loaded: run `yecai pack upgrade --source "
                                + settings.source() + "`");
            }
            if (CodeWork.read(control, settings.source()).isNothing()) {
                requireNoProblem(control, settings.source());
                return false;
            }
            if (!RunningCapture.isThere(control, settings.source())) {
                work(settings);
            } else {
                while (!CodeWork.read(control, settings.source()).isNothing()) {
                    requireNoProblem(control, settings.source());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            requireNoProblem(control, settings.source());
            return true;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB, "the codes of source " + settings.source() + " cannot be changed: " + e.getMessage(), e);
        }
    }

    private static void work(SourceSettings settings) throws SQLException {
        try (Connection hub = settings.hub().open("yecai codes " + settings.source())) {
            SourceLock.take(hub, settings.source());
            ApartDerivation.finish(hub, settings);
            Handles.use(hub, handle -> {
                handle.execute(TextForm.SETTINGS);
                handle.execute("set search_path = " + Identifier.quote(settings.mapSchema()) + ", "
                        + Identifier.quote(settings.mirrorSchema()));
                handle.execute("set jit = off");
            });
            hub.setAutoCommit(false);
            Derivation derivation = new Derivation(hub, settings.source(), settings.mapSchema(), settings.pack());
            CodeSteps steps = new CodeSteps(settings, hub, derivation, new Script(hub));
            CodeWork work = CodeWork.read(hub, settings.source());
            while (!work.isNothing()) {
                if (work.adopts()) {
                    if (!steps.adopt()) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                } else if (work.plans()) {
                    CodePlan.make(hub, settings);
                } else {
                    steps.derive();
                }
                hub.commit();
                work = CodeWork.read(hub, settings.source());
            }
            hub.commit();
        }
    }

    private static void requireNoProblem(Connection hub, String source) throws SQLException {
        Handles.with(
                        hub,
                        handle -> handle.createQuery("select c.problem from hub.code_change as c"
                                        + " where c.source = :source and c.done_at is null and c.problem is not null"
                                        + " order by c.change_no limit 1")
                                .bind("source", source)
                                .mapTo(String.class)
                                .findFirst())
                .ifPresent(problem -> {
                    throw new YecaiException(
                            Kind.HUB,
                            "codes of source " + source + " were changed, but cannot be brought into its rows: "
                                    + problem + "; then start the capture again, which tries it once more");
                });
    }
}
