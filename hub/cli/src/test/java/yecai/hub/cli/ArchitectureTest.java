package yecai.hub.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import yecai.sql.connection.ConnectionRules;

/** What the command line may use. */
@AnalyzeClasses(packages = "yecai.hub.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

    @ArchTest
    static final ArchRule configuration_knowsOnlySql = classes()
            .that()
            .resideInAPackage("yecai.hub.cli.config..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.hub.cli.config.."))
                    .or(resideInAPackage("yecai.sql..")));

    @ArchTest
    static final ArchRule embeddedServer_isForTrialsOnly = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.hub.cli.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.zonky..");

    @ArchTest
    static final ArchRule debezium_isUnknownHere =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.debezium..", "org.apache.kafka..");

    /**
     * Commands hand their connection to the module that does the work, or ask by Jdbi. A trial of a pack runs the pack's own
     * SQL and that of its ERP as they stand, in which a colon or question mark is no parameter, on servers that it throws
     * away.
     */
    @ArchTest
    static final ArchRule statements_areRunInFewPlaces = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.hub.cli.pack")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Statement.class, PreparedStatement.class, ResultSet.class, DriverManager.class);
}
