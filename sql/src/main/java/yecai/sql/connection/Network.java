package yecai.sql.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network of the Internet Protocol, version 4 or 6; names are never looked up.
 *
 * @param bits how many of the address's leading bits the network's addresses have in common
 */
public record Network(InetAddress address, int bits) {
    /** Digits, colons and dots only: nothing that would be looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    /**
     * Reads an address, or a network such as {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException that names the text if it is neither
     */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        Optional<InetAddress> address = findAddress(parts[0]);
        if (address.isEmpty() || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw neither(text);
        }
        int most = address.get().getAddress().length * 8;
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : most;
        if (bits > most) {
            throw neither(text);
        }
        return new Network(address.get(), bits);
    }

    /** Returns the address that a text is, or nothing if it is none. */
    public static Optional<InetAddress> findAddress(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Returns whether the address, of the same version, is one of the network's. */
    public boolean contains(InetAddress client) {
        byte[] network = address.getAddress();
        byte[] other = client.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException neither(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is neither an address nor a network; write it like 10.1.2.3 or 10.0.0.0/8");
    }
}
