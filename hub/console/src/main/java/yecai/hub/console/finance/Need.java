package yecai.hub.console.finance;

/** Something that needs the reader; {@code amount} is empty where it is only counted. */
public record Need(String label, String count, String amount, String address, boolean isFine) {}
