package yecai.hub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of this module may use which. */
@AnalyzeClasses(packages = "yecai.hub", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Capture and hub meet in the database; the command line starts captures, and the demo, which it starts, does too. */
    @ArchTest
    static final ArchRule cdc_isStartedByTheCommandLineAndTheDemoOnly = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.cli..", "yecai.hub.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("yecai.cdc..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("yecai.hub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule commandLine_isUsedByNobody = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.hub.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.hub.cli..", "picocli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule configuration_knowsOnlySql = classes()
            .that()
            .resideInAPackage("yecai.hub.cli.config..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.hub.cli.config.."))
                    .or(resideInAPackage("yecai.sql..")));

    @ArchTest
    static final ArchRule embeddedServers_areForTheDemoAndTrialsOnly = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.demo..", "yecai.hub.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.zonky..");

    @ArchTest
    static final ArchRule debezium_isUnknownHere =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.debezium..", "org.apache.kafka..");
}
