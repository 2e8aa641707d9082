package yecai.bench.report;

import static java.util.Objects.requireNonNull;

/**
 * One run of one contestant.
 *
 * @param contestant its name, the same in every run
 * @param run number of the round, from 1
 * @param rows rows that it had to bring over; counted at the end
 * @param seconds from its start until the last row was there
 */
public record Measurement(String contestant, int run, long rows, double seconds) {
    public Measurement {
        requireNonNull(contestant, "contestant is null");
        if (rows <= 0 || !(seconds > 0)) {
            throw new IllegalArgumentException(contestant + " brought " + rows + " rows in " + seconds + " s");
        }
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }
}
