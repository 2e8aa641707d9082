package yecai.cdc.code;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/**
 * What is to be done for changed codes of a source.
 *
 * @param adopts whether changes wait that mappings do not see yet
 * @param plans whether changes that they see wait for their keys to be found
 * @param derives whether keys wait to be derived again
 */
public record CodeWork(boolean adopts, boolean plans, boolean derives) {
    static final CodeWork NONE = new CodeWork(false, false, false);

    /** Reads it. */
    public static CodeWork read(Connection hub, String source) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(Handles.sql(CodeWork.class, "read"))
                        .bind("source", source)
                        .map(ConstructorMapper.of(CodeWork.class))
                        .one());
    }

    /** Whether rows are still being derived again with codes that mappings see already. */
    public static boolean isUnderWay(Connection hub, String source) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select exists (select from hub.code_change as c"
                                + " where c.source = :source and c.adopted_at is not null and c.done_at is null)")
                        .bind("source", source)
                        .mapTo(boolean.class)
                        .one());
    }

    /** Whether there is nothing to do. */
    public boolean isNothing() {
        return !adopts && !plans && !derives;
    }
}
