package yecai.hub.console.me;

/** What somebody has written into the form for more access, and what was wrong with it; empty if nothing was. */
public record AskForm(String dimension, String value, String until, String reason, String problem) {}
