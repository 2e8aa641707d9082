package yecai.cdc.code;

import java.sql.SQLException;
import java.util.List;
import yecai.cdc.ShopBed;

/** A principal that writes codes for finance in the hub of a bed. */
public final class Controller {
    private final ShopBed bed;
    private final String name;

    public Controller(ShopBed bed) throws SQLException {
        this.bed = bed;
        // roles are of the whole server
        this.name = "controller_" + bed.settings().source();
        bed.hub("select hub.add_principal('" + name + "', 'person', '{finance_writer,finance_reader}')");
        bed.hub("select hub.grant_access('" + name + "', 'company', '*', null, 'test')");
    }

    /** Calls a function that writes; returns its answer. */
    public String write(String call) throws SQLException {
        return read("select " + call).get(0);
    }

    public List<String> read(String query) throws SQLException {
        return bed.hubRows("set role " + name + "; " + query);
    }
}
