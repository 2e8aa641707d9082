package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import yecai.sql.pack.Pack;

/**
 * Which pack a source was loaded with, as {@code hub.source.pack_version} has it: what its author calls it, and what it is.
 *
 * @param version as in pack.yml
 * @param digest of its tables, views, mappings and settings; empty if it is not known
 */
public record PackVersion(String version, String digest) {
    public PackVersion {
        requireNonNull(version, "version is null");
        requireNonNull(digest, "digest is null");
    }

    public static PackVersion of(Pack pack) {
        return loaded(PackDigest.of(pack));
    }

    /** Reads what {@code hub.source.pack_version} holds. */
    public static PackVersion loaded(String packVersion) {
        int plus = packVersion.lastIndexOf('+');
        return plus < 0
                ? new PackVersion(packVersion, "")
                : new PackVersion(packVersion.substring(0, plus), packVersion.substring(plus + 1));
    }

    /** Whether its author's version comes before the other's: numbers between dots are compared as numbers, all else as text. */
    public boolean isBefore(PackVersion other) {
        String[] own = version.split("[.-]");
        String[] theirs = other.version.split("[.-]");
        for (int i = 0; i < Math.max(own.length, theirs.length); i++) {
            int order = compare(i < own.length ? own[i] : "0", i < theirs.length ? theirs[i] : "0");
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static int compare(String a, String b) {
        return a.matches("\\d+") && b.matches("\\d+") ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
