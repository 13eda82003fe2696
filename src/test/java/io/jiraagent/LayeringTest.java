package io.jiraagent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may know which; the package-info files say the same in words. */
class LayeringTest {
    private static final String ROOT = "io.jiraagent";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest(name = "{0} knows only {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "problem        |",
                "outbound       |",
                "tracing        |",
                "secret         |",
                "setup          |",
                "config         |",
                "embedded       |",
                "ticket         |",
                "agent          | ticket",
                "agent.http     | agent outbound secret tenant ticket",
                "agent.enhancer | agent ticket",
                "agent.model    | agent agent.enhancer agent.http database secret tenant ticket",
                "tenant         | database secret",
                "webhook        | problem secret tenant ticket",
                "relay          | config secret tenant ticket webhook",
                "execution      | agent database problem secret tenant ticket webhook",
                "jira           | database execution outbound secret tenant ticket",
                "database       | config secret",
                "demo           | secret tenant",
                "alert          |",
                "ops            | routefile tenant",
                "access         | database problem secret tenant",
                "access.oidc    | access config outbound secret",
                "web            | access problem secret",
                "deadletter     | access database ticket",
                "history        | access database deadletter jira problem routefile ticket web webhook",
                "registry       | access config database history jira problem secret setup tenant web webhook",
                "tryout         | access agent agent.http agent.model database execution history problem routefile tenant ticket"
                        + " web",
                "routefile      | agent config execution tenant ticket",
                "doctor         | config database routefile secret webhook",
                "cli            | access agent.http config database demo doctor jira routefile runtime secret setup tenant",
            })
    void aPackageKnowsOnlyWhatItMay(String name, String known) {
        List<String> allowed = new ArrayList<>(List.of(ROOT + "." + name));
        if (known != null) {
            for (String other : known.split(" ", -1)) {
                allowed.add(ROOT + "." + other);
            }
        }
        ArchRule rule = classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..")));
        rule.check(CLASSES);
    }

    @Test
    void onlyTheSeamTouchesCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".routing..", ROOT + ".runtime..", ROOT + ".ops..")
                .should()
                .dependOnClassesThat(DescribedPredicate.and(
                        resideInAPackage("org.apache.camel.."),
                        DescribedPredicate.not(JavaClass.Predicates.assignableTo(Annotation.class))))
                .because("beans are plain Java; only Camel's annotations may tell it how to call them")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".routing..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Exchange.class)
                .check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
