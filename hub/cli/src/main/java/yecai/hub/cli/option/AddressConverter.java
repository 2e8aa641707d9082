package yecai.hub.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import yecai.hub.cli.config.ApiSection.Address;

/** Reads where to listen, such as 127.0.0.1:8486 or [::1]:8486; port 0 takes a free one. */
public final class AddressConverter implements ITypeConverter<Address> {
    private static final int LAST_PORT = 65_535;

    @Override
    public Address convert(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT) {
            throw new TypeConversionException(
                    "`" + text + "` is not an address: write host:port, such as 127.0.0.1:8486");
        }
        return new Address(text.substring(0, colon), Integer.parseInt(port));
    }
}
