package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.SqlName;

/** The parked documents of a source: derive keys by mapping. */
record Parked(Map<String, List<String>> keys) {

    static Parked read(Connection hub, String source) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        String sql = "select mapping, derive_key from hub.parked where source = ? order by mapping, derive_key";
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.computeIfAbsent(row.getString(1), mapping -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return new Parked(keys);
    }

    /** Returns the derive keys parked in a mapping. */
    List<String> of(Mapping mapping) {
        return keys.getOrDefault(mapping.name(), List.of());
    }

    /**
     * Returns the derive keys as a control query names them: as they are for its own mapping, and with their prefix for
     * every mapping that feeds the same canonical table.
     */
    List<String> forControl(Mapping own, List<Mapping> feeding) {
        List<String> names = new ArrayList<>(of(own));
        for (Mapping mapping : feeding) {
            if (!mapping.prefix().isEmpty()) {
                of(mapping).forEach(key -> names.add(mapping.prefix() + key));
            }
        }
        return names;
    }

    /** Returns the keys of the canonical rows, if any, that parked documents still have. */
    List<String> entityKeys(Connection hub, String source, String entity, List<Mapping> feeding) throws SQLException {
        List<String> stems = new ArrayList<>();
        feeding.forEach(mapping -> of(mapping).forEach(key -> stems.add(mapping.prefix() + key)));
        if (stems.isEmpty()) {
            return List.of();
        }
        String table = SqlName.quote("canon", entity);
        String sql = "select c.entity_key from unnest(?::text[]) as p (stem) inner join " + table
                + " as c on c.source = ? and c.entity_key = p.stem union all select c.entity_key"
                + " from unnest(?::text[]) as p (stem) inner join " + table + " as c on c.source = ?"
                + " and c.entity_key >= p.stem || ':' and c.entity_key < p.stem || ';'";
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setArray(1, hub.createArrayOf("text", stems.toArray()));
            statement.setString(2, source);
            statement.setArray(3, hub.createArrayOf("text", stems.toArray()));
            statement.setString(4, source);
            try (ResultSet row = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        }
    }
}
