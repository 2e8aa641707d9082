package yecai.hub.administration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.jdbi.Handles;

/** What an operation does in the hub with the values of a request; answers JSON. */
public interface Deed {
    /** Does it, in the handle's transaction. */
    JsonNode run(Handle hub, Values values) throws SQLException;

    /** A query of one JSON value, with the request's values as named parameters. No row means that there is no such thing. */
    static Deed of(String sql) {
        return (hub, values) -> {
            try (Query query = hub.createQuery(sql)) {
                // a statement takes those of the request's values that it names
                query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
                values.bind(query);
                return query.mapTo(String.class)
                        .findOne()
                        .map(Json::parse)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.THING_NOT_FOUND, "The hub knows nothing of this name or number."));
            }
        };
    }

    /** The query in the class path's file {@code <package>/<owner>/<name>.sql}. */
    static Deed ofFile(Class<?> owner, String name) {
        return of(Handles.sql(owner, name));
    }

    /** JSON as the database writes it: numbers keep their digits. */
    final class Json {
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        private Json() {}

        static JsonNode parse(String text) {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("the hub gave no JSON", impossible);
            }
        }
    }
}
