package yecai.bench.read;

/**
 * A question, the reader who asks it and the literal filter that says the same.
 *
 * @param control the owner runs again in one of so many rounds
 */
record ViewsQuestion(String name, String question, String view, String reader, String filter, long rows, int control) {}
