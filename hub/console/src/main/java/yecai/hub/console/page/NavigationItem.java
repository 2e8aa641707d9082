package yecai.hub.console.page;

/** A place in the navigation. */
public record NavigationItem(String label, String address, boolean isCurrent) {}
