package yecai.sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.connection.ConnectionRules;
import yecai.sql.error.YecaiException;

/** Which packages of this module may use which. */
@AnalyzeClasses(packages = "yecai.sql", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule connections_areOpenedInOnePlace = ConnectionRules.OPENED_IN_ONE_PLACE;

    @ArchTest
    static final ArchRule sql_usesNothingOfOtherModules = classes()
            .that()
            .resideInAPackage("yecai.sql..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("yecai..")).or(resideInAPackage("yecai.sql..")));

    /** Each package is a slice, the root package too: no other package may use it. */
    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().assignedFrom(packages()).should().beFreeOfCycles();

    /** Statements are Jdbi's, which package jdbi puts on connections. */
    @ArchTest
    static final ArchRule statements_areJdbis = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.sql.jdbi", "yecai.sql.connection")
            .should()
            .dependOnClassesThat(resideInAPackage("java.sql..")
                    .and(not(equivalentTo(Connection.class)))
                    .and(not(equivalentTo(SQLException.class))));

    /** These take a caller's connection, and throw what its callers tell apart by SQLSTATE. */
    @ArchTest
    static final ArchRule connections_areTakenByThoseWhoTalkToTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "yecai.sql",
                    "yecai.sql.jdbi",
                    "yecai.sql.function",
                    "yecai.sql.connection",
                    "yecai.sql.view",
                    "yecai.sql.lint",
                    "yecai.sql.dictionary")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..");

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
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..", "org.flywaydb..");

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

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("yecai.sql")
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages, the root included";
            }
        };
    }
}
