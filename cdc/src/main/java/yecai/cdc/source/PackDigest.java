package yecai.cdc.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import yecai.sql.pack.Pack;

/** Tells packs apart by what they capture and how they map it. */
public final class PackDigest {
    private PackDigest() {}

    /** Returns the pack's version and the start of a SHA-256 over its tables, views and mappings. */
    public static String of(Pack pack) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String content = pack.tables() + "\n" + pack.staging() + "\n" + pack.mappings() + "\n" + settings(pack);
            byte[] hash = digest.digest(content.getBytes(StandardCharsets.UTF_8));
            return pack.version() + "+" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    // without their titles, which change nothing
    private static List<?> settings(Pack pack) {
        return pack.settings().stream()
                .map(setting -> List.of(
                        setting.name(),
                        setting.type(),
                        setting.perCompany(),
                        setting.defaultValue(),
                        setting.allowed()))
                .toList();
    }
}
