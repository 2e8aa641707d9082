package yecai.hub.session.browser;

/** What shows as something else, or not at all. */
public record OwnMask(String dataset, String column, String mask, String reason) {}
