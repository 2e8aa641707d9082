package yecai.hub.event;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import yecai.sql.connection.Network;

/**
 * Where a webhook may be sent: a name is resolved once, every address it has is looked at, and the one that was looked at is
 * connected to, so that no second answer of the name's server counts. Addresses of this machine and of private, local or special
 * networks are refused unless the configuration allows their network; without TLS only those are sent to.
 */
final class TargetAddress {
    /** Addresses that Java has no question for: of special use, or in which another address is wrapped. */
    private static final List<Network> SPECIAL = List.of(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "fc00::/7",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/32",
                    "2001:db8::/32",
                    "2002::/16")
            .stream()
            .map(Network::parse)
            .toList();

    /** How names are resolved. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final List<Network> allowed;
    private final Resolver resolver;

    TargetAddress(List<Network> allowed, Resolver resolver) {
        this.allowed = List.copyOf(allowed);
        this.resolver = resolver;
    }

    /**
     * Returns the address to connect to.
     *
     * @throws IOException that says why it is refused
     */
    InetAddress check(URI target) throws IOException {
        String host = target.getHost();
        if (host == null || target.getUserInfo() != null) {
            throw new IOException("the address has no host, or a user name in it");
        }
        boolean isEncrypted = "https".equals(target.getScheme());
        if (!isEncrypted && !"http".equals(target.getScheme())) {
            throw new IOException("only https and http are sent to");
        }
        InetAddress[] addresses = resolver.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            boolean isAllowed = allowed.stream().anyMatch(network -> network.contains(address));
            if (!isAllowed && isInside(address)) {
                throw new IOException(
                        "the address is of a private or special network, which api.events.allow does not name");
            }
            if (!isAllowed && !isEncrypted) {
                throw new IOException("http is sent to networks of api.events.allow only; use https");
            }
        }
        return addresses[0];
    }

    private static boolean isInside(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || !(address instanceof Inet4Address) && isMapped(address.getAddress())
                || SPECIAL.stream().anyMatch(network -> network.contains(address));
    }

    /** The deprecated form ::a.b.c.d, which Java leaves as it is. */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
