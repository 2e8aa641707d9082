package yecai.hub.demo;

/**
 * Business of the past, done before the hub is loaded.
 *
 * @param transactions how many; 0 if orders are counted
 * @param orders how many sales orders, with everything that follows from them; 0 if transactions are counted
 * @param months since when, in whole months
 */
public record History(int transactions, int orders, int months) {
    static final int LONGEST = 12;

    public History {
        if (transactions < 0 || orders < 0) {
            throw new IllegalArgumentException(
                    "history must not be negative, but is " + Math.min(transactions, orders));
        }
        if (months < 1 || months > LONGEST) {
            throw new IllegalArgumentException("history must go back 1 to " + LONGEST + " months, not " + months);
        }
    }

    /** So many transactions in the last three months. */
    public static History of(int transactions) {
        return new History(transactions, 0, 3);
    }

    @Override
    public String toString() {
        String amount = orders > 0 ? "%,d sales orders".formatted(orders) : "%,d transactions".formatted(transactions);
        return amount + " of the past " + months + " months";
    }
}
