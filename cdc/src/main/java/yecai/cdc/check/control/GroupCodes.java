package yecai.cdc.check.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import yecai.cdc.code.SourceCodes;
import yecai.cdc.company.SourceCompanies;

/** The group's codes of a source's companies and currencies, as canonical rows have them; control queries give the ERP's. */
record GroupCodes(String source, Map<String, String> companies, Map<String, String> currencies) {
    static GroupCodes read(Connection hub, String source) throws SQLException {
        return new GroupCodes(source, SourceCompanies.list(hub, source), SourceCodes.list(hub, source, "currency"));
    }

    /**
     * Returns the totals by the group's codes. A company that the group does not know keeps its source's name before its code: totals
     * are read by readers of companies.
     */
    Map<ControlKey, ControlSide> unify(Map<ControlKey, ControlSide> sides) {
        Map<ControlKey, ControlSide> unified = new TreeMap<>();
        sides.forEach((key, side) -> unified.merge(
                key.of(company(key.company()), currencies.getOrDefault(key.currency(), key.currency())),
                side,
                ControlSide::plus));
        return unified;
    }

    private String company(String company) {
        return company.isEmpty() ? company : companies.getOrDefault(company, source + ":" + company);
    }
}
