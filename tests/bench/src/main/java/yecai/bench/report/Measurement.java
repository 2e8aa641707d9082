package yecai.bench.report;

import static java.util.Objects.requireNonNull;

/**
 * One run of one contestant.
 *
 * @param contestant its name, the same in every run
 * @param run number of the round, from 1
 * @param rows rows that it had to bring over; counted at the end
 * @param seconds from its start until the last row was there
 * @param processorSeconds what all processors of the machine worked meanwhile; null where the system does not tell
 */
public record Measurement(String contestant, int run, long rows, double seconds, Double processorSeconds) {
    public Measurement {
        requireNonNull(contestant, "contestant is null");
        if (rows <= 0 || !(seconds > 0)) {
            throw new IllegalArgumentException(contestant + " brought " + rows + " rows in " + seconds + " s");
        }
    }

    public Measurement(String contestant, int run, long rows, Stopwatch.Elapsed took) {
        this(contestant, run, rows, took.seconds(), took.processorSeconds());
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }

    /** Processor time of a row in seconds; null where the system does not tell. */
    Double processorSecondsPerRow() {
        return processorSeconds == null ? null : processorSeconds / rows;
    }
}
