package yecai.cdc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of this module may use which. The package {@code yecai.cdc} itself ties the others together. */
@AnalyzeClasses(packages = "yecai.cdc", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule cdc_usesOnlySql = classes()
            .that()
            .resideInAPackage("yecai.cdc..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.cdc.."))
                    .or(resideInAPackage("yecai.sql..")));

    @ArchTest
    static final ArchRule debezium_isKnownToTheCaptureOnly = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.cdc.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("yecai.cdc.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule change_knowsOnlyTheMirror = classes()
            .that()
            .resideInAPackage("yecai.cdc.change..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.cdc.change.."))
                    .or(resideInAPackage("yecai.cdc.mirror..")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule capture_doesNotKnowWhatBecomesOfAChange = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.apply..", "yecai.cdc.derive..", "yecai.cdc.load..", "yecai.cdc.check..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule derive_doesNotKnowWhereRowsComeFrom = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.derive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.capture..", "yecai.cdc.apply..", "yecai.cdc.load..", "yecai.cdc.check..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule check_sharesNothingWithWhatItChecks = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.capture..", "yecai.cdc.apply..", "yecai.cdc.derive..", "yecai.cdc.load..")
            .allowEmptyShould(true);
}
