package yecai.hub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import yecai.sql.connection.ConnectionRules;

/** Which packages of this module may use which. */
@AnalyzeClasses(
        packages = {
            "yecai.hub.access",
            "yecai.hub.administration",
            "yecai.hub.api",
            "yecai.hub.dataset",
            "yecai.hub.event",
            "yecai.hub.problem",
            "yecai.hub.session"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

    /** Capture and hub meet in the database. */
    @ArchTest
    static final ArchRule api_usesOnlySql = classes()
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.sql.."))
                    .or(resideInAnyPackage(
                            "yecai.hub.access..",
                            "yecai.hub.administration..",
                            "yecai.hub.api..",
                            "yecai.hub.dataset..",
                            "yecai.hub.event..",
                            "yecai.hub.problem..",
                            "yecai.hub.session..")));

    @ArchTest
    static final ArchRule api_knowsNoCommandLineNoEmbeddedServerNoDebezium = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "io.zonky..", "io.debezium..", "org.apache.kafka..");

    /**
     * Raw JDBC only where a reader's rows are streamed, and in programs that do no more than open connections or that
     * measure drivers; see RATIONALE.md. {@code access.database} runs SQL as it stands.
     */
    @ArchTest
    static final ArchRule jdbc_isForReadersSessions = noClasses()
            .that()
            .resideInAnyPackage("yecai.hub.api..", "yecai.hub.dataset..", "yecai.hub.access..", "yecai.hub.problem..")
            .and()
            .resideOutsideOfPackages("yecai.hub.dataset.output", "yecai.hub.access.database")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule jdbi_isForAdministration = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.access..", "yecai.hub.administration..", "yecai.hub.api.signin")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    /** Every folder is a slice of its own here, also one that has folders in it. */
    @ArchTest
    static final ArchRule foldersOfTheApi_haveNoCycles =
            slices().assignedFrom(new EachFolder()).should().beFreeOfCycles();

    private static final class EachFolder implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return name.matches("yecai\\.hub\\.(access|administration|api|dataset|event|problem|session)\\b.*")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "folders of the API";
        }
    }
}
