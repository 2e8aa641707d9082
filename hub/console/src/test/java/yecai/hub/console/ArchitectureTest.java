package yecai.hub.console;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import yecai.sql.connection.ConnectionRules;

/** Which packages of this module may use which. */
@AnalyzeClasses(packages = "yecai.hub.console", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

    /** The console is an extension of the API, and meets the hub through its sessions only. */
    @ArchTest
    static final ArchRule console_usesOnlyTheApi = classes()
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAnyPackage(
                            "yecai.hub.console..",
                            "yecai.hub.administration..",
                            "yecai.hub.api..",
                            "yecai.hub.dataset..",
                            "yecai.hub.problem..",
                            "yecai.hub.session..",
                            "yecai.sql.error..")));

    /** Rows are read in one place, and nothing here has a connection. */
    @ArchTest
    static final ArchRule rows_areReadByReports = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.console.report", "yecai.hub.console.finance")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.jdbi..");

    @ArchTest
    static final ArchRule folders_haveNoCycles =
            slices().matching("yecai.hub.console.(*)..").should().beFreeOfCycles();
}
