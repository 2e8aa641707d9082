package yecai.cdc.preflight;

/**
 * Something that is not in place at the ERP.
 *
 * @param what the thing and its value
 * @param remedy what to do
 */
public record Problem(String what, String remedy) {
    @Override
    public String toString() {
        return what + ": " + remedy;
    }
}
