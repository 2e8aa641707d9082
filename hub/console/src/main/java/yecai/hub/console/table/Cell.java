package yecai.hub.console.table;

/**
 * A cell as it is shown.
 *
 * @param raw the value itself, for copying; empty where it is what is shown
 * @param unit the currency or unit beside a number; empty if there is none
 * @param address where it leads; empty for nowhere
 * @param look the class of its style
 */
public record Cell(String text, String raw, String unit, String address, String look) {}
