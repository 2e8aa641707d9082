package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import yecai.hub.demo.erp.engine.Days;

/** The ERP's day, the same for all workers; turning to a new month opens its period first. */
final class Calendar {
    private final Worker office;
    private final LocalDate goLive;
    private final Clock clock = Clock.systemUTC();
    private LocalDate day;
    private String newestPeriod;
    private boolean live;

    Calendar(Worker office, LocalDate goLive) {
        this.office = office;
        this.goLive = goLive;
        this.day = goLive;
        this.newestPeriod = Days.period(goLive);
    }

    LocalDate goLive() {
        return goLive;
    }

    /** Business of the present starts: from now on the day follows the clock. */
    synchronized LocalDate realToday() {
        live = true;
        return LocalDate.now(clock);
    }

    synchronized LocalDate dayNow() {
        return live ? LocalDate.now(clock) : day;
    }

    synchronized Days days() {
        return new Days(day, goLive, newestPeriod);
    }

    synchronized void turnTo(LocalDate to) throws SQLException {
        if (to.isBefore(day)) {
            return;
        }
        for (LocalDate month = day.withDayOfMonth(1); !month.isAfter(to); month = month.plusMonths(1)) {
            if (!month.equals(day.withDayOfMonth(1)) || day.equals(goLive)) {
                newestPeriod =
                        office.openPeriod(new Days(month.isBefore(goLive) ? goLive : month, goLive, newestPeriod));
            }
        }
        day = to;
    }
}
