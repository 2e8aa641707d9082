package yecai.cdc.check.canonical;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/** The parked documents of a source: derive keys by mapping. */
public record Parked(Map<String, List<String>> keys) {
    private record Document(String mapping, String deriveKey) {}

    public static Parked read(Connection hub, String source) throws SQLException {
        String sql = "select mapping, derive_key from hub.parked where source = :source order by mapping, derive_key";
        return new Parked(Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .map(ConstructorMapper.of(Document.class))
                        .collect(Collectors.groupingBy(
                                Document::mapping, Collectors.mapping(Document::deriveKey, Collectors.toList())))));
    }

    /** Returns the derive keys parked in a mapping. */
    public List<String> of(Mapping mapping) {
        return keys.getOrDefault(mapping.name(), List.of());
    }

    /**
     * Returns the derive keys as a control query names them: as they are for its own mapping, and with their prefix for
     * every mapping that feeds the same canonical table.
     */
    public List<String> forControl(Mapping own, List<Mapping> feeding) {
        List<String> names = new ArrayList<>(of(own));
        for (Mapping mapping : feeding) {
            if (!mapping.prefix().isEmpty()) {
                of(mapping).forEach(key -> names.add(mapping.prefix() + key));
            }
        }
        return names;
    }

    /** Returns the keys of the canonical rows, if any, that parked documents still have. */
    public List<String> entityKeys(Connection hub, String source, String entity, List<Mapping> feeding)
            throws SQLException {
        List<String> stems = new ArrayList<>();
        feeding.forEach(mapping -> of(mapping).forEach(key -> stems.add(mapping.prefix() + key)));
        if (stems.isEmpty()) {
            return List.of();
        }
        String table = Identifier.quote("canon", entity);
        String sql = """
                select c.entity_key from unnest(:stems::text[]) as p (stem)
                inner join %1$s as c on c.source = :source and c.entity_key = p.stem
                union all
                select c.entity_key from unnest(:stems::text[]) as p (stem)
                inner join %1$s as c on c.source = :source and c.entity_key >= p.stem || ':' and c.entity_key < p.stem || ';'
                """.formatted(table);
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bindArray("stems", String.class, stems)
                        .bind("source", source)
                        .mapTo(String.class)
                        .list());
    }
}
