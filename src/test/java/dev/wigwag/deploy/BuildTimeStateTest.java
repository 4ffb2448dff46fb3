package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.wigwag.House;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Quarkus has all classes of a native image initialised while it is built, so what a class computes as it is loaded is computed
 * on the machine that builds and frozen into the binary. Nothing of that machine, its time or its chance may be in there, and
 * neither may what the image's heap cannot hold: threads, sockets, seeded generators. The same keeps a JVM's start short.
 */
class BuildTimeStateTest {
    private static final JavaClasses HOUSE = House.CLASSES;

    /** Owner and method of calls that ask the machine for something, or start something. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.System\\.(getenv|getProperty|currentTimeMillis|nanoTime|lineSeparator)",
            "java\\.lang\\.(Thread|ProcessHandle|Runtime|ProcessBuilder|ThreadLocal)\\..*",
            "java\\.time\\.(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now",
            "java\\.time\\.ZoneId\\.systemDefault",
            "java\\.util\\.(Locale|TimeZone)\\.getDefault",
            "java\\.util\\.UUID\\.randomUUID",
            "java\\.util\\.(Random|SplittableRandom|Timer)\\..*",
            "java\\.security\\.SecureRandom\\..*",
            "java\\.util\\.concurrent\\.(Executors|ThreadPoolExecutor|ScheduledThreadPoolExecutor|ForkJoinPool|ThreadLocalRandom)\\..*",
            "java\\.net\\..*",
            "javax\\.net\\..*",
            "java\\.nio\\.file\\.Files\\..*",
            "java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)\\..*",
            "java\\.lang\\.ref\\.Cleaner\\..*",
            "org\\.eclipse\\.microprofile\\.config\\.ConfigProvider\\..*"));

    @Test
    void noClassRemembersTheMachineItWasBuiltOn() {
        assertThat(HOUSE.stream().map(JavaClass::getStaticInitializer).flatMap(Optional::stream))
                .as("classes with a static initialiser")
                .hasSizeGreaterThan(50)
                .allSatisfy(start -> assertThat(ofTheMachine(start))
                        .as(
                                "what loading %s does; make it when it is first used",
                                start.getOwner().getName())
                        .isEmpty());
    }

    @Test
    void whatIsAskedOnTheWayIsFoundTooAndAConstantIsFine() {
        JavaClasses own = new ClassFileImporter()
                .importClasses(AsksItself.class, AsksOnTheWay.class, Harmless.class, Asker.class);

        assertThat(ofTheMachine(own.get(AsksItself.class).getStaticInitializer().orElseThrow()))
                .containsExactly("java.time.Instant.now");
        assertThat(ofTheMachine(
                        own.get(AsksOnTheWay.class).getStaticInitializer().orElseThrow()))
                .containsExactly("java.lang.System.getenv");
        assertThat(ofTheMachine(own.get(Harmless.class).getStaticInitializer().orElseThrow()))
                .isEmpty();
    }

    @Test
    void nothingIsLookedUpByNameThatAnImageWouldNotHave() {
        Pattern lookUps = Pattern.compile(String.join(
                "|",
                "java\\.lang\\.Class\\.(forName|getResource|getResourceAsStream|newInstance|getDeclared.*|getMethods?|getFields?|getConstructors?)",
                "java\\.lang\\.ClassLoader\\.(getResource.*|getSystemResource.*|resources|loadClass)",
                "java\\.lang\\.reflect\\.Proxy\\..*",
                "java\\.util\\.ServiceLoader\\..*",
                "java\\.util\\.ResourceBundle\\..*",
                "java\\.lang\\.System\\.(load|loadLibrary)",
                "java\\.io\\.Object(In|Out)putStream\\..*"));

        assertThat(HOUSE.stream()
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(access -> lookUps.matcher(name(access)).matches())
                        .map(access -> access.getOriginOwner().getName() + " -> " + name(access)))
                .as(
                        "it works on a JVM only: register it (quarkus.native.resources.includes, @RegisterForReflection), test it"
                                + " against the binary, and name it here")
                .containsExactly("dev.wigwag.api.DescriptionEndpoint -> java.lang.Class.getResourceAsStream");
    }

    @Test
    void eachResourceOfOurOwnIsNamedForTheImage() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }

        assertThat(settings.getProperty("quarkus.native.resources.includes").split(","))
                .containsExactlyInAnyOrderElementsOf(ShippedJars.resources(Path.of("src/main/resources")).stream()
                        // Quarkus reads it when it builds.
                        .filter(resource -> !resource.equals("application.properties"))
                        .toList());
    }

    private static final class AsksItself {
        static final Instant STARTED = Instant.now();
    }

    private static final class AsksOnTheWay {
        static final String HOME = Asker.home();
    }

    private static final class Asker {
        static String home() {
            return System.getenv("HOME");
        }

        static String never() {
            return System.getProperty("user.name");
        }
    }

    private static final class Harmless {
        static final List<Duration> STEPS = List.of(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** The calls that this code and all code of ours behind it makes to the machine. What stands in a lambda is only called later. */
    private static Set<String> ofTheMachine(JavaCodeUnit start) {
        Set<String> found = new LinkedHashSet<>();
        Set<JavaCodeUnit> seen = new LinkedHashSet<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.pop();
            if (!seen.add(unit)) {
                continue;
            }
            Stream.concat(unit.getMethodCallsFromSelf().stream(), unit.getConstructorCallsFromSelf().stream())
                    .filter(call -> !call.isDeclaredInLambda())
                    .forEach(call -> {
                        if (OF_THE_MACHINE.matcher(name(call)).matches()) {
                            found.add(name(call));
                        }
                        call.getTarget()
                                .resolveMember()
                                .filter(member -> Reflected.isOurs(member.getOwner()))
                                .ifPresent(next::add);
                    });
        }
        return found;
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }
}
