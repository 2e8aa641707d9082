package yecai.cdc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import yecai.sql.connection.ConnectionRules;

/** Which packages of this module may use which. The root package {@code yecai.cdc} uses the others, and none uses it. */
@AnalyzeClasses(packages = "yecai.cdc", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

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
            slices().matching("yecai.cdc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule root_isUsedByNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("yecai.cdc");

    /**
     * Everything else uses Jdbi. These write rows, or read a log or a snapshot, at a pace that matters (apply, derive,
     * load, capture, script), use the connection that derives (parked, setting), query within their script (Barrier, Position), create a slot
     * on a replication connection (ExportingSlot), or run SQL of a pack, in which a colon or question mark is no parameter
     * (mirror, ControlSide), or long lists of keys (reconcile).
     */
    @ArchTest
    static final ArchRule jdbcStatements_areForWhatIsFastOrNoPlainSql = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "yecai.cdc.apply..",
                    "yecai.cdc.derive..",
                    "yecai.cdc.load..",
                    "yecai.cdc.parked",
                    "yecai.cdc.setting..",
                    "yecai.cdc.capture..",
                    "yecai.cdc.script..",
                    "yecai.cdc.mirror..")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.snapshot.ExportingSlot")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.check.control.ControlSide")
            .and()
            // it puts texts of views in, in which a colon means what it means to PostgreSQL
            .haveNameNotMatching("yecai\\.cdc\\.check\\.figures\\.(FigureCheck|FigureDifference|QualityCounts)(\\$.*)?")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.progress.Barrier")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.progress.Position")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.reconcile.Repair")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.reconcile.DifferingRows")
            .should()
            .dependOnClassesThat(assignableTo(java.sql.Statement.class).or(assignableTo(java.sql.ResultSet.class)));

    /** In derive only what is asked once at a start, or written when a document is parked; in load all but the copying. */
    @ArchTest
    static final ArchRule jdbi_isNotForWhatIsFast = noClasses()
            .that()
            .resideInAnyPackage(
                    "yecai.cdc",
                    "yecai.cdc.apply..",
                    "yecai.cdc.derive..",
                    "yecai.cdc.capture..",
                    "yecai.cdc.change..",
                    "yecai.cdc.script..")
            .or()
            .haveFullyQualifiedName("yecai.cdc.load.TableCopy")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.derive.MappingColumns")
            .and()
            .doNotHaveFullyQualifiedName("yecai.cdc.derive.Parking")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule jdbi_isOpenedInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("yecai.sql.jdbi.Handles")
            .should()
            .dependOnClassesThat(assignableTo(org.jdbi.v3.core.Jdbi.class));

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
    static final ArchRule capture_doesNotKnowHowChangesAreApplied = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.apply..", "yecai.cdc.derive..", "yecai.cdc.load..", "yecai.cdc.check..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule derive_isIndependentOfCaptureAndApply = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.derive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.capture..", "yecai.cdc.apply..", "yecai.cdc.load..", "yecai.cdc.check..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule check_sharesNoCodeWithWhatItChecks = noClasses()
            .that()
            .resideInAPackage("yecai.cdc.check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("yecai.cdc.capture..", "yecai.cdc.apply..", "yecai.cdc.derive..", "yecai.cdc.load..")
            .allowEmptyShould(true);
}
