package dev.wigwag;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house, in the order of the README's architecture section. */
class ArchitectureTest {
    /**
     * Packages of an outside system each; they meet in engine and rollout, never each other. Chatops is no system: those that
     * people talk through may hand it what was said, but it knows none of them.
     */
    private static final List<String> SYSTEMS = List.of("flux", "flagger", "github", "slack", "git", "knative");

    /** Interfaces that may have one implementation, because it stands on the other side of a package's border. */
    private static final Set<String> PORTS = Set.of(
            "engine.Ledger",
            "engine.Sources",
            "engine.Canaries",
            "engine.Namespaces",
            "engine.ReconcileRequests",
            "engine.AtTick",
            "engine.Mirror",
            "engine.Face",
            "engine.DecisionNews",
            "engine.Builds",
            "engine.RangeReader",
            "engine.RepositoryLogin",
            "engine.May",
            "chatops.PersonDirectory",
            "http.EdgeCheck",
            "http.PayloadReader$Elements");

    private static final JavaClasses HOUSE = House.CLASSES;

    @Test
    void theCoreKnowsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.wigwag.rollout..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.wigwag.rollout..")
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flux", "flagger", "github", "slack", "git", "knative"})
    void aSystemKnowsNoOtherSystem(String system) {
        assertThat(SYSTEMS).contains(system);
        noClasses()
                .that()
                .resideInAPackage(in(system))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(systems(system))
                // Some are still to come.
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void whatTheEdgesShareKnowsNoSystemAndNoCluster() {
        noClasses()
                .that()
                .resideInAPackage(in("http"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(systems("")).or(resideInAnyPackage(in("engine"), in("kube"))))
                .check(HOUSE);
    }

    @Test
    void theEngineKnowsItsPortsAndNotWhoStandsBehindThem() {
        noClasses()
                .that()
                .resideInAPackage(in("engine"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(systems("")).or(resideInAnyPackage(in("kube"), in("http"), "io.fabric8..")))
                .check(HOUSE);
    }

    @Test
    void theInterfaceForReadersKnowsTheEngineTheCoreAndWhatEdgesShare() {
        noClasses()
                .that()
                .resideInAPackage(in("api"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(systems("")).or(resideInAnyPackage(in("kube"), "io.fabric8..")))
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage(in("api"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("api"))
                .check(HOUSE);
    }

    @Test
    void onlyTheReadersOfTheClusterUseTheKubernetesClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("kube"), in("flux"), in("flagger"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(HOUSE);
    }

    @Test
    void commandsKnowNoChatAndNoCluster() {
        noClasses()
                .that()
                .resideInAPackage(in("chatops"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(systems("")).or(resideInAnyPackage(in("kube"), "io.fabric8..")))
                .check(HOUSE);
    }

    @Test
    void nothingUsesTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("sandbox"))
                .check(HOUSE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.wigwag.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageIsOneOfTheHouse() {
        assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(name)
                        .matches("dev\\.wigwag(\\.(rollout|engine|kube|http|api|chatops|" + String.join("|", SYSTEMS)
                                + "))?"));
    }

    @Test
    void logLinesGoThroughTheOneLogger() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(HOUSE);
        // Quarkus' own filter interface is one of java.util.logging; to log by it is another matter.
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.logging.Logger")
                .check(HOUSE);
    }

    @Test
    void aClassIsNamedByWhatItDoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(HOUSE);
    }

    @Test
    void anInterfaceHasSeveralImplementationsOrIsAPort() {
        List<String> lonely = HOUSE.stream()
                .filter(type -> type.isInterface() && !type.isAnnotation() && !isSettings(type))
                .filter(type -> !PORTS.contains(type.getName().substring("dev.wigwag.".length())))
                .filter(type -> type.getAllSubclasses().stream()
                                .filter(implementation -> !implementation.isInterface())
                                .count()
                        == 1)
                .map(JavaClass::getName)
                .toList();

        assertThat(lonely)
                .as("interfaces with one implementation; use the class itself, or name the port in this test")
                .isEmpty();
    }

    @Test
    void theHouseWasFoundAtAll() {
        assertThat(HOUSE.stream().filter(resideInAPackage(in("rollout"))::test)).hasSizeGreaterThan(20);
    }

    /** Settings are interfaces because that is how they are declared; their implementation is made at build time. */
    private static boolean isSettings(JavaClass type) {
        return Stream.iterate(
                        Optional.of(type),
                        Optional::isPresent,
                        inner -> inner.get().getEnclosingClass())
                .anyMatch(outer -> outer.get().isAnnotatedWith(ConfigMapping.class));
    }

    private static String in(String name) {
        return "dev.wigwag." + name + "..";
    }

    private static String[] systems(String without) {
        return SYSTEMS.stream()
                .filter(system -> !system.equals(without))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
    }
}
