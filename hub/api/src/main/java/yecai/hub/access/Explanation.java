package yecai.hub.access;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * One link of the chain from a principal to the rows of a dataset.
 *
 * @param link membership, dataset, policy, scope, request, audit and so on
 * @param holds whether it admits rows
 * @param remedy what to do where it does not
 */
public record Explanation(String link, boolean holds, String detail, Optional<String> remedy) {
    /** The links in order; takes a company to look for, or nothing for all. */
    public static List<Explanation> list(Handle hub, String principal, String dataset, Optional<String> company) {
        return hub.createQuery(
                        "select link, holds, detail, remedy from hub.explain_access(:principal, :dataset, :company)")
                .bind("principal", principal)
                .bind("dataset", dataset)
                .bind("company", company.orElse(null))
                .map(ConstructorMapper.of(Explanation.class))
                .list();
    }
}
