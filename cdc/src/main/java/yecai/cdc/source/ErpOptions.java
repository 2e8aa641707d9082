package yecai.cdc.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is unusual about an ERP.
 *
 * @param encoding how its texts are encoded if its database does not say so ({@code SQL_ASCII})
 * @param publishesWholeTables whether its tables are published without column lists, so that other tools may set
 *     {@code REPLICA IDENTITY FULL}, and columns may be dropped
 * @param giveUpSlotAt how many bytes of its log the ERP may keep for the source before a capture gives the slot up
 */
public record ErpOptions(Optional<TextEncoding> encoding, boolean publishesWholeTables, OptionalLong giveUpSlotAt) {
    /** Nothing is. */
    public static final ErpOptions NONE = new ErpOptions(Optional.empty(), false);

    public ErpOptions {
        requireNonNull(encoding, "encoding is null");
        requireNonNull(giveUpSlotAt, "giveUpSlotAt is null");
    }

    /** The same without a limit of the log. */
    public ErpOptions(Optional<TextEncoding> encoding, boolean publishesWholeTables) {
        this(encoding, publishesWholeTables, OptionalLong.empty());
    }
}
