package yecai.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.progress.Lead;
import yecai.cdc.progress.Lead.Role;
import yecai.cdc.progress.Lead.State;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;

/**
 * Waits until a source has no lead that lives, and makes this process the lead. Of several that wait, one is the standby, which
 * {@code yecai status} names; the others wait to become that.
 */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final long LOOK_MILLIS = 250;
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After the hub was away, or this process, the lead is given the time to connect again, or to wake, first. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Looks so far apart tell of this process, or of the whole machine: the lead may have stood still with it. */
    private static final long HELD_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SourceSettings settings;
    private Connection hub;
    private Optional<Long> epoch = Optional.empty();
    private long patientSince;
    private long looked = System.nanoTime();
    private boolean wasForgiven;
    private long renewed;
    private boolean isUnreachable;

    Standby(SourceSettings settings) {
        this.settings = settings;
    }

    /** Waits; returns empty if it was told to end. */
    Optional<LeadKeeper> await(CountDownLatch closing) throws InterruptedException {
        try {
            while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Optional<LeadKeeper> lead = look();
                if (lead.isPresent()) {
                    return lead;
                }
            }
            return Optional.empty();
        } finally {
            end();
        }
    }

    private Optional<LeadKeeper> look() {
        try {
            connect();
            renew();
            if (epoch.isEmpty()) {
                return Optional.empty();
            }
            State lead = Lead.look(hub, settings.source());
            noteLook(lead);
            return lead == State.FREE || (lead == State.LAPSED && !isPatient())
                    ? LeadKeeper.tryTake(settings, true)
                    : Optional.empty();
        } catch (SQLException | YecaiException e) {
            if (!isUnreachable) {
                LOG.warn("the standby of {} cannot watch the hub: {}", settings.source(), e.getMessage());
            }
            isUnreachable = true;
            close();
            return Optional.empty();
        }
    }

    // Once, until the lead is heard again: where every look takes long a silent lead is replaced nevertheless.
    private void noteLook(State lead) {
        long now = System.nanoTime();
        if (lead == State.LAPSED && !wasForgiven && now - looked > HELD_UP_NANOS) {
            patientSince = now;
            wasForgiven = true;
        } else if (lead != State.LAPSED) {
            wasForgiven = false;
        }
        looked = now;
    }

    private boolean isPatient() {
        return System.nanoTime() - patientSince < PATIENCE_NANOS;
    }

    private void connect() throws SQLException {
        if (hub == null) {
            hub = settings.hub().openImpatient("yecai standby " + settings.source());
            patientSince = System.nanoTime();
            isUnreachable = false;
        }
    }

    private void renew() throws SQLException {
        long now = System.nanoTime();
        if (epoch.isPresent() && now - renewed < RENEW_NANOS) {
            return;
        }
        renewed = now;
        if (epoch.isEmpty() || !Lead.renew(hub, settings.source(), Role.STANDBY, epoch.get())) {
            epoch = Lead.take(hub, settings.source(), Role.STANDBY, Lead.OVERDUE);
        }
    }

    private void end() {
        try {
            if (hub != null && epoch.isPresent()) {
                Lead.release(hub, settings.source(), Role.STANDBY);
            }
        } catch (SQLException e) {
            LOG.debug("the standby of {} could not say that it ended", settings.source(), e);
        }
        close();
    }

    private void close() {
        try {
            if (hub != null) {
                hub.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing a connection to the hub failed", e);
        }
        hub = null;
    }
}
