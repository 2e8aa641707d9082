package yecai.bench.lag;

/**
 * One run.
 *
 * @param rate transactions a second that were wanted
 * @param achievedRate and those that the ERP committed
 * @param lagMillis from the return of the commit until a reader had the row
 */
record LagRun(String contestant, int rate, int run, double achievedRate, LagMeter.Percentiles lagMillis) {}
