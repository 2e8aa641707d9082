package yecai.sql.connection;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.sql.Driver;
import java.sql.DriverManager;

/** The rule of every module about connections. */
public final class ConnectionRules {
    /** Nothing but {@link ConnectionOpener} opens a connection; a pool is given its URL. */
    public static final ArchRule OPENED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotBelongToAnyOf(ConnectionOpener.class)
            .and()
            .doNotHaveFullyQualifiedName("yecai.hub.session.SessionPools")
            .should()
            .callMethodWhere(target(owner(assignableTo(Driver.class))).and(target(name("connect"))))
            .orShould()
            .dependOnClassesThat(resideInAPackage("org.postgresql.ds..").or(assignableTo(DriverManager.class)))
            .orShould()
            .callMethod("com.zaxxer.hikari.HikariConfig", "setJdbcUrl", "java.lang.String")
            .allowEmptyShould(true);

    private ConnectionRules() {}
}
