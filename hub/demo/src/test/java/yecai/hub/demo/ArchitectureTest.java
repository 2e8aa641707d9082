package yecai.hub.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
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

/** What the demo may use. */
@AnalyzeClasses(packages = "yecai.hub.demo", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

    /** The business is done in the ERP as any ERP's users do it; neither capture nor hub is known there. */
    @ArchTest
    static final ArchRule erp_usesNothingOfTheProduct = classes()
            .that()
            .resideInAPackage("yecai.hub.demo.erp..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai..")).or(resideInAPackage("yecai.hub.demo.erp..")));

    /** Both start servers of the same binaries, which are unpacked in one place. */
    @ArchTest
    static final ArchRule commandLine_isKnownToTheCommandsOnly = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.hub.demo.command")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("yecai.hub.cli..", "picocli..").and(not(simpleName("ServerBinaries"))));

    @ArchTest
    static final ArchRule embeddedServers_areKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.hub.demo.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.zonky..");

    @ArchTest
    static final ArchRule debezium_isUnknownHere =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.debezium..", "org.apache.kafka..");

    /** The business of the ERP says what it wants in SQL, and has a session that runs it. */
    @ArchTest
    static final ArchRule statements_areRunByTheErpsEngine = noClasses()
            .that()
            .resideInAPackage("yecai.hub.demo.erp..")
            .and()
            .resideOutsideOfPackage("yecai.hub.demo.erp.engine")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Statement.class, PreparedStatement.class, ResultSet.class, DriverManager.class);
}
