package yecai.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Naming and coding rules of every module. Each module's own {@code ArchitectureTest} states which packages may use which. */
@AnalyzeClasses(
        packages = "yecai",
        importOptions = {ImportOption.DoNotIncludeTests.class, CodeRulesTest.DoNotIncludeTestJars.class})
final class CodeRulesTest {
    /** Shared test classes arrive as a jar, which the standard option does not recognise as tests. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule packages_areNamedByWhatTheyDo = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..impl..",
                    "..service..",
                    "..manager..",
                    "..types..",
                    "..helper..");

    @ArchTest
    static final ArchRule classes_areNamedByWhatTheyAre =
            noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager|Service)");

    @ArchTest
    static final ArchRule classes_areFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule find_returnsOptional = methods()
            .that()
            .haveNameMatching("find[A-Z].*")
            .and()
            .areDeclaredInClassesThat()
            .areNotAnonymousClasses()
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(Optional.class);

    @ArchTest
    static final ArchRule get_neverReturnsOptional =
            methods().that().haveNameMatching("get[A-Z].*").should().notHaveRawReturnType(Optional.class);

    @ArchTest
    static final ArchRule list_returnsAll = methods()
            .that()
            .haveNameMatching("list[A-Z].*")
            .and()
            .arePublic()
            .should()
            .haveRawReturnType(assignableTo(Collection.class).or(assignableTo(Map.class)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule standardStreams_belongToTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.cli", "yecai.hub.demo.command", "yecai.bench.command")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_isSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule process_isEndedByTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages("yecai.hub.cli", "yecai.hub.cli.option", "yecai.bench.command")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
}
