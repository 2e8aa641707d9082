package yecai.sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of this module may use which. */
@AnalyzeClasses(packages = "yecai.sql", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule sql_usesNothingOfOtherModules = classes()
            .that()
            .resideInAPackage("yecai.sql..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai..")).or(resideInAPackage("yecai.sql..")));

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("yecai.sql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule yaml_usesOnlyTheException = classes()
            .that()
            .resideInAPackage("yecai.sql.yaml..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai.."))
                    .or(resideInAPackage("yecai.sql.yaml.."))
                    .or(equivalentTo(YecaiException.class))
                    .or(equivalentTo(YecaiException.Kind.class)));

    @ArchTest
    static final ArchRule packs_areReadWithoutADatabase = noClasses()
            .that()
            .resideInAPackage("yecai.sql.pack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..");

    @ArchTest
    static final ArchRule yamlParser_isKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.sql.yaml..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule flyway_isKnownToTheMigratorOnly = noClasses()
            .that()
            .resideOutsideOfPackage("yecai.sql")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.flywaydb..");
}
