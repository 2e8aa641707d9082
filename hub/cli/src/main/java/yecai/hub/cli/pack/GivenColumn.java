package yecai.hub.cli.pack;

/** A column that a query gives. */
record GivenColumn(String name, String type) {}
