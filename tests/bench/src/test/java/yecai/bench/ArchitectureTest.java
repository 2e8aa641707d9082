package yecai.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the benchmarks may use. */
@AnalyzeClasses(packages = "yecai.bench", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedBySql = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.DriverManager")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql.ds..")
            .orShould()
            .callMethod("org.postgresql.Driver", "connect", "java.lang.String", "java.util.Properties");

    @ArchTest
    static final ArchRule commandLine_isKnownToTheCommandsOnly = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.bench.command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.hub.cli..", "picocli..");

    /** Peers have Debezium and its sink in a class loader of their own. */
    @ArchTest
    static final ArchRule debezium_isUnknownHere =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.debezium..", "org.apache.kafka..");
}
