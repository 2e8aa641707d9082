package yecai.cdc.assess;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import yecai.cdc.preflight.ErpVariant;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Survey;
import yecai.cdc.source.Server;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Pack;
import yecai.sql.pack.variant.PackModule;

/** Judges any PostgreSQL database as a source, by its catalogue and statistics alone: it reads no row and changes nothing. */
public final class Assessor {
    // A server whose database knows no Chinese refuses them, and has no such names.
    private static final Set<String> CHINESE = Set.of("UTF8", "EUC_CN", "SQL_ASCII");
    private static final String SECRET_WORDS = "密码|口令";
    private static final String PERSONAL_WORDS = "手机|电话|邮箱|身份证|生日|出生|工资|薪资|银行账号|住址";
    // what says something about one and is none: the template of a mail, the colour of a label
    private static final String PLAIN_WORDS = "(模板|颜色|状态|类型|标志|数量|次数|格式|编码)$";
    private static final String NO_WORD = "(?!)";

    private final Server erp;
    private final String login;

    /** @param login that is to capture, which need not exist */
    public Assessor(Server erp, String login) {
        this.erp = requireNonNull(erp, "erp is null");
        this.login = requireNonNull(login, "login is null");
    }

    private record Row(String code, String object, String value, String fix) {
        Finding finding() {
            return new Finding(Finding.Code.valueOf(code.toUpperCase(Locale.ROOT)), object, value, fix);
        }
    }

    /**
     * Reads it.
     *
     * @throws YecaiException of kind SOURCE if the server refuses
     */
    public Assessment run(List<Pack> packs) {
        try (Connection connection = erp.open("yecai assess")) {
            connection.setReadOnly(true);
            Assessment.ErpDatabase database = Handles.with(
                    connection,
                    handle -> handle.createQuery(sql("server"))
                            .mapTo(Assessment.ErpDatabase.class)
                            .one());
            List<PackCoverage> coverage = new ArrayList<>();
            for (Pack pack : packs) {
                coverage.add(coverage(connection, pack));
            }
            return new Assessment(database, findings(connection, database), tables(connection), coverage);
        } catch (SQLException problem) {
            throw new YecaiException(
                    Kind.SOURCE, "database " + erp + " cannot be assessed: " + problem.getMessage(), problem);
        }
    }

    private List<Finding> findings(Connection connection, Assessment.ErpDatabase database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        boolean knowsChinese = CHINESE.contains(database.encoding());
        Preflight.findRepairedVersion(database.versionNumber())
                .ifPresent(repaired ->
                        findings.add(new Finding(Finding.Code.DECODING_DEFECT, database.version(), repaired, null)));
        findings.addAll(Handles.with(
                connection,
                handle -> handle.createQuery(sql("findings"))
                        .bind("login", login)
                        .mapTo(Row.class)
                        .map(Row::finding)
                        .list()));
        findings.addAll(Handles.with(
                connection,
                handle -> handle.createQuery(sql("sensitive"))
                        .bind("secretWords", knowsChinese ? SECRET_WORDS : NO_WORD)
                        .bind("personalWords", knowsChinese ? PERSONAL_WORDS : NO_WORD)
                        .bind("plainWords", knowsChinese ? PLAIN_WORDS : NO_WORD)
                        .mapTo(Row.class)
                        .map(Row::finding)
                        .list()));
        return findings;
    }

    private static List<AssessedTable> tables(Connection connection) throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery(sql("tables"))
                        .mapTo(AssessedTable.class)
                        .list());
    }

    private static PackCoverage coverage(Connection connection, Pack whole) throws SQLException {
        List<String> without = ErpVariant.read(connection, whole).listLacking().stream()
                .map(PackModule::name)
                .toList();
        // where hardly anything is there, all modules are missing, and nothing would be left
        Pack pack = without.size() < whole.variants().modules().size() ? whole.without(without) : whole;
        List<Survey.Found> survey = Survey.read(connection, pack.tables());
        int found = (int) survey.stream().filter(Survey.Found::isThere).count();
        List<String> missing = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        if (found * 2 >= survey.size()) {
            for (Survey.Found table : survey) {
                String name = table.spec().sourceName();
                if (!table.isThere()) {
                    missing.add(name);
                    continue;
                }
                table.missing().forEach(column -> missing.add(name + "." + column));
                table.refusals().forEach(refusal -> refused.add(refusal.toString()));
            }
        }
        return new PackCoverage(
                pack.name(),
                survey.size(),
                found,
                missing,
                refused,
                pack.variants().leftOut().stream().map(PackModule::name).toList());
    }

    private static String sql(String name) {
        return Handles.sql(Assessor.class, name);
    }
}
