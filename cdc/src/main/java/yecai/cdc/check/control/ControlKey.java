package yecai.cdc.check.control;

import java.util.Comparator;

/** What a control total is about. Texts that are unknown are empty. */
record ControlKey(String kind, String company, String period, String currency) implements Comparable<ControlKey> {
    private static final Comparator<ControlKey> ORDER = Comparator.comparing(ControlKey::kind)
            .thenComparing(ControlKey::company)
            .thenComparing(ControlKey::period)
            .thenComparing(ControlKey::currency);

    @Override
    public int compareTo(ControlKey other) {
        return ORDER.compare(this, other);
    }

    /** The same of another company, in another currency. */
    ControlKey of(String otherCompany, String otherCurrency) {
        return new ControlKey(kind, otherCompany, period, otherCurrency);
    }

    String text() {
        return kind + ", company " + shown(company) + ", period " + shown(period) + ", currency " + shown(currency);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "(none)" : text;
    }
}
