package yecai.cdc.company;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/**
 * Which company of the group each company of a source is: what the configuration says, and of all others their own codes, which no
 * other company may have ({@code hub.source_company}).
 */
public final class SourceCompanies {
    private record Code(String sourceCompany, String company) {}

    private SourceCompanies() {}

    /**
     * Takes over the configuration's codes in place of those it had at an earlier load. For a source that is being loaded. Companies
     * that have their own codes keep them.
     */
    public static void adopt(Connection hub, SourceSettings settings) throws SQLException {
        Handles.use(hub, handle -> {
            handle.createUpdate("delete from hub.source_company"
                            + " where source = :source and (mapped or source_company = any(:configured))")
                    .bind("source", settings.source())
                    .bindArray("configured", String.class, settings.companies().keySet())
                    .execute();
            settings.companies().forEach((own, group) -> adopt(handle, settings.source(), own, group));
        });
    }

    /**
     * Takes over the codes that the configuration or hub.code_map has of companies which the source has not named so far.
     *
     * @return how many these are
     * @throws YecaiException of kind CONFIG if companies of the source have other codes than the configuration says
     */
    public static int follow(Connection hub, SourceSettings settings) throws SQLException {
        Map<String, String> known = list(hub, settings.source());
        Map<String, String> wanted = new TreeMap<>(read(
                hub,
                settings.source(),
                "select source_code as source_company, code as company from hub.code_map"
                        + " where source = :source and kind = 'company' and replaced_at is null"));
        wanted.putAll(settings.companies());
        Map<String, String> changed = new TreeMap<>(read(
                hub,
                settings.source(),
                "select source_company, company from hub.source_company where source = :source and mapped"));
        changed.keySet().removeAll(wanted.keySet());
        Map<String, String> added = new TreeMap<>();
        wanted.forEach((own, group) -> {
            if (!known.containsKey(own)) {
                added.put(own, group);
            } else if (!known.get(own).equals(group)) {
                changed.put(own, known.get(own));
            }
        });
        if (!changed.isEmpty()) {
            throw new YecaiException(
                    Kind.CONFIG,
                    "sources." + settings.source()
                            + ".companies in the configuration file is not what the source's rows were"
                            + " derived with, which for these companies is " + changed
                            + ": put that back, or load the source again with `yecai load --again`");
        }
        Handles.use(hub, handle -> added.forEach((own, group) -> adopt(handle, settings.source(), own, group)));
        return added.size();
    }

    /** Lists the group's codes by the source's. */
    public static Map<String, String> list(Connection hub, String source) throws SQLException {
        return read(hub, source, "select source_company, company from hub.source_company where source = :source");
    }

    private static void adopt(Handle handle, String source, String own, String group) {
        handle.createUpdate(Handles.sql(SourceCompanies.class, "adopt"))
                .bind("source", source)
                .bind("own", own)
                .bind("group", group)
                .execute();
    }

    private static Map<String, String> read(Connection hub, String source, String query) throws SQLException {
        List<Code> codes = Handles.with(
                hub,
                handle -> handle.createQuery(query)
                        .bind("source", source)
                        .map(ConstructorMapper.of(Code.class))
                        .list());
        Map<String, String> bySource = new TreeMap<>();
        codes.forEach(code -> bySource.put(code.sourceCompany(), code.company()));
        return bySource;
    }
}
