package yecai.hub.demo.erp.engine;

import java.time.LocalDate;

/**
 * The ERP's calendar: its today, and the newest period that is open for posting.
 *
 * @param firstDay when the ERP went live; nothing is posted before its month
 * @param newestPeriod the newest period that has been opened; balances of earlier ones are carried forward up to it
 */
public record Days(LocalDate today, LocalDate firstDay, String newestPeriod) {
    public static String period(LocalDate date) {
        return "%d-%02d".formatted(date.getYear(), date.getMonthValue());
    }

    public String currentPeriod() {
        return period(today);
    }

    /** The last day of last month, which is closed; today in the first month of all. */
    LocalDate lastDayOfPreviousPeriod() {
        LocalDate last = today.withDayOfMonth(1).minusDays(1);
        return last.isBefore(firstDay) ? today : last;
    }
}
