package yecai.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** How modules and packages may depend on each other, and which may use JDBC, Jdbi and Debezium, over the whole build. */
@AnalyzeClasses(
        packages = "yecai",
        importOptions = {ImportOption.DoNotIncludeTests.class, CodeRulesTest.DoNotIncludeTestJars.class})
final class ModulesTest {
    @ArchTest
    static final ArchRule product_doesNotKnowDemoAndBenchmarks = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.demo..", "yecai.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.hub.demo..", "yecai.bench..");

    @ArchTest
    static final ArchRule demo_doesNotKnowBenchmarks = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("yecai.bench..");

    @ArchTest
    static final ArchRule cdc_isStartedByTheCommandLineDemoAndBenchmarksOnly = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.cdc..", "yecai.hub.cli..", "yecai.hub.demo..", "yecai.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("yecai.cdc..");

    @ArchTest
    static final ArchRule commandLine_isUsedByTheCommandsOfOtherModulesOnly = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.cli..", "yecai.hub.demo.command", "yecai.bench.command")
            .should()
            // the demo's servers run the same binaries, which are unpacked in one place
            .dependOnClassesThat(
                    resideInAnyPackage("yecai.hub.cli..", "picocli..").and(not(simpleName("ServerBinaries"))));

    @ArchTest
    static final ArchRule api_isStartedByTheCommandLineDemoAndBenchmarksOnly = noClasses()
            .that()
            .resideInAnyPackage("yecai.sql..", "yecai.cdc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.hub..", "io.javalin..");

    /** JDBC is for moving rows, readers' sessions and connections; each module's own rules say more exactly where. */
    @ArchTest
    static final ArchRule jdbc_isForRowsSessionsAndConnections = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "yecai.sql",
                    "yecai.sql.connection",
                    "yecai.sql.dictionary",
                    "yecai.sql.function",
                    "yecai.sql.jdbi",
                    "yecai.sql.lint",
                    "yecai.sql.view",
                    "yecai.cdc..",
                    "yecai.hub.access.database",
                    "yecai.hub.dataset.output",
                    "yecai.hub.administration",
                    "yecai.hub.session",
                    "yecai.hub.session.browser",
                    "yecai.hub.console.finance",
                    "yecai.hub.console.report",
                    "yecai.hub.cli.api",
                    "yecai.hub.cli.audit",
                    "yecai.hub.cli.option",
                    "yecai.hub.cli.pack",
                    "yecai.hub.cli.parked",
                    "yecai.hub.cli.source",
                    "yecai.hub.demo..",
                    "yecai.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    /** Administration asks by Jdbi; whoever decodes, applies or streams rows does not. */
    @ArchTest
    static final ArchRule jdbi_isForAdministration = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "yecai.sql",
                    "yecai.sql.dictionary",
                    "yecai.sql.function",
                    "yecai.sql.jdbi",
                    "yecai.sql.lint",
                    "yecai.sql.view",
                    "yecai.cdc.check..",
                    "yecai.cdc.assess",
                    "yecai.cdc.code..",
                    "yecai.cdc.company",
                    "yecai.cdc.derive",
                    "yecai.cdc.load..",
                    "yecai.cdc.mirror",
                    "yecai.cdc.operation",
                    "yecai.cdc.preflight",
                    "yecai.cdc.progress",
                    "yecai.cdc.reconcile",
                    "yecai.cdc.setting",
                    "yecai.cdc.shape",
                    "yecai.cdc.snapshot",
                    "yecai.cdc.source",
                    "yecai.cdc.upgrade",
                    "yecai.hub.access..",
                    "yecai.hub.administration",
                    "yecai.hub.api.signin",
                    "yecai.hub.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule debezium_isForTheCaptureAndItsPeersOnly = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.cdc.capture..", "yecai.peers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

    /** Each package is a slice of its own, so that a package and its parent cannot use each other either. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("yecai")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
